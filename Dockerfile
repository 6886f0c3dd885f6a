# The service as an image: the wheel and the packages that it was tested with, under a user of its own.
# "docker compose up" builds it; README.md says how ("On your council's network").
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /srv/goldenthread
ENV PATH=/srv/goldenthread/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# First what seldom changes, so that a new version of the program is built in seconds.
COPY constraints.txt ./
RUN pip install --no-deps --only-binary :all: --require-hashes --requirement constraints.txt
COPY pyproject.toml README.md LICENSE ./
COPY api ./api
COPY graph ./graph
COPY loaders ./loaders
COPY visualisations ./visualisations
RUN python -m hatchling build -t wheel -d wheels \
    && pip install --no-deps --no-index wheels/*.whl \
    && pip uninstall --yes hatchling editables pip

FROM python:3.13-slim-bookworm
COPY --from=build /srv/goldenthread /srv/goldenthread
ENV PATH=/srv/goldenthread/bin:$PATH PYTHONUNBUFFERED=1
# Where a store in a file, its accounts and backups are kept, unless settings say otherwise.
RUN useradd --system --uid 10019 --create-home --home-dir /var/lib/goldenthread goldenthread
USER 10019
WORKDIR /var/lib/goldenthread
VOLUME /var/lib/goldenthread
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
ENTRYPOINT ["goldenthread"]
CMD ["--help"]
