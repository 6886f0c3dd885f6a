"""The files for a council's network name what is there: settings, options, paths, ports, headers.

Nothing is built here. Tests: Dockerfile, compose.yaml, proxy/Caddyfile, .dockerignore.
"""

import fnmatch
import json
import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from api import settings
from api.cli import COMMANDS
from api.commands.connections import HEADERS_WITHIN, MOST_OF_HEADERS
from api.settings import stop_seconds, store_address
from tests.api.pages.addresses import path_of, routes
from tests.graph.stores.neo4j_server import LONG_TERM
from tests.test_docs import text

ROOT = Path(__file__).parent.parent
VARIABLES = {value for name, value in vars(settings).items() if name.endswith("_VARIABLE")}
# What only the compose file reads: the name under which people find the service.
_OF_COMPOSE = {"GOLDENTHREAD_HOST"}


def instructions() -> list[tuple[str, str]]:
    """Return the lines of the Dockerfile, those that go on joined: the word, and the rest."""
    joined = re.sub(r"\\\n\s*", "", text("Dockerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def of(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def compose() -> Any:
    return yaml.safe_load(text("compose.yaml"))


def app() -> Any:
    return compose()["services"]["app"]


def directives() -> list[str]:
    """Return the lines of the proxy's file."""
    lines = (line.strip() for line in text("proxy/Caddyfile").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_the_image_is_built_from_files_that_are_there() -> None:
    allowed = [line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")]
    for line in of("COPY"):
        if line.startswith("--from="):
            assert f"AS {line.split()[0].removeprefix('--from=')}" in text("Dockerfile")
            continue
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(fnmatch.fnmatch(source, pattern) for pattern in allowed), source
    packages = re.search(r"^packages = \[(.*)\]$", text("pyproject.toml").split("wheel]")[1], re.M)
    assert packages
    copied = {word for line in of("COPY") for word in line.split()}
    assert set(re.findall(r'"(\w+)"', packages[1])) <= copied
    assert {"pyproject.toml", "README.md", "LICENSE", "constraints.txt"} <= copied


def test_the_image_has_the_versions_that_were_tested_and_a_user_of_its_own() -> None:
    installs = [part for line in of("RUN") for part in line.split("&&") if "pip install" in part]
    assert [("--require-hashes" in one) or ("--no-index" in one) for one in installs] == [True] * 2
    assert all("--no-deps" in one for one in installs)
    [user] = of("USER")
    assert user.isdecimal()
    assert int(user) > 0
    assert f"--uid {user} " in text("Dockerfile")
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+( AS build)?", image) for image in of("FROM"))
    assert "python:3.13" in text("Dockerfile")


def test_no_file_names_a_registry_or_a_secret() -> None:
    for name in ("Dockerfile", "compose.yaml", "proxy/Caddyfile", ".dockerignore"):
        addresses = re.findall(r"https?://([\w.-]+)", text(name))
        assert set(addresses) <= {"127.0.0.1"}, name
        assert not re.search(r"/(root|home|opt)/", text(name)), name
    images = [service["image"] for service in compose()["services"].values()]
    assert all(
        re.fullmatch(r"\w+(:[\w.-]+)?", image) for image in [*images, *map(_image, of("FROM"))]
    )
    for service in compose()["services"].values():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|AUTH", variable):
                assert re.search(r"\$\{GOLDENTHREAD_\w+:\?", value), variable


def _image(line: str) -> str:
    return line.split()[0]


def test_settings_that_are_given_exist_and_are_explained() -> None:
    given = app()["environment"]
    assert set(given) <= VARIABLES
    asked = set(re.findall(r"\$\{?(GOLDENTHREAD_\w+)", text("compose.yaml")))
    assert asked <= VARIABLES | _OF_COMPOSE
    section = text("README.md").split("## On your council's network\n")[1].split("\n## ")[0]
    assert {name for name in asked if name not in section} == set()
    assert given["GOLDENTHREAD_LOG"] in settings.LOG_KINDS
    address = store_address(None, {**given, "GOLDENTHREAD_STORE_PASSWORD": "x"})
    assert isinstance(address, settings.ServerAddress)
    host = re.sub(r"^.*//|:\d+$", "", address.address)
    assert host in compose()["services"]
    assert address.user == compose()["services"]["store"]["environment"]["NEO4J_AUTH"].split("/")[0]
    grace = int(app()["stop_grace_period"].removesuffix("s"))
    assert stop_seconds(given) < grace


def test_options_of_the_command_exist() -> None:
    assert of("ENTRYPOINT") == ['["goldenthread"]']
    name, *arguments = app()["command"]
    [command] = [each.load() for each in COMMANDS if each.name == name]
    options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
    assert [each for each in arguments if each.split("=")[0] not in options] == []
    assert _option("--host") == "0.0.0.0"


def _option(name: str) -> str:
    [value] = [a.partition("=")[2] for a in app()["command"] if a.startswith(f"{name}=")]
    return str(value)


def test_whoever_is_asked_listens_there() -> None:
    port = _option("--port")
    assert of("EXPOSE") == [port]
    [check] = of("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "healthcheck", "exec")
    [path] = re.findall(rf"http://127\.0\.0\.1:{port}(/\w+)", command[2])
    assert path in {path_of(route) for route in routes()}
    assert any(f"{{$GOLDENTHREAD_APP:app:{port}}}" in line for line in directives())
    published = [each.split(":") for each in compose()["services"]["proxy"]["ports"]]
    for inside, outside in published:
        assert inside == outside
        assert any(f"_PORT:{inside}}}" in line for line in directives())
    assert not any("ports" in compose()["services"][name] for name in ("app", "store"))


def test_what_is_kept_is_in_volumes_and_files_are_where_they_are_read() -> None:
    services = compose()["services"]
    [home] = of("VOLUME")
    assert f"--home-dir {home} " in text("Dockerfile")
    mounts = {}
    for service in services.values():
        for mount in service["volumes"]:
            source, target, *_ = mount.split(":")
            mounts[target] = source
            if source.startswith("./"):
                assert (ROOT / source).exists(), source
            else:
                assert source in compose()["volumes"]
    assert mounts[home] == "app"
    assert mounts["/data"] == "store"
    [tls] = [line for line in directives() if line.startswith("tls ")]
    for file in tls.split()[1:]:
        folder, name = re.fullmatch(r"\{\$CERTIFICATES:(.*)\}/(\w+\.pem)", file).groups()  # type: ignore[union-attr]
        assert folder in mounts
        assert name in text("README.md")
    ignored = text("proxy/certificates/.gitignore").split()
    assert ignored == ["*.pem"]
    assert ".env" in text(".gitignore").split()


def test_the_proxy_is_named_and_says_what_the_service_believes() -> None:
    given = compose()
    address = given["services"]["proxy"]["networks"]["front"]["ipv4_address"]
    assert _option("--behind-proxy") == address
    [subnet] = given["networks"]["front"]["ipam"]["config"]
    assert ip_address(address) in ip_network(subnet["subnet"])
    assert "front" in given["services"]["app"]["networks"]
    assert "front" not in given["services"]["store"]["networks"]
    lines = directives()
    # What uvicorn reads (and no more), each set anew whatever a browser said.
    assert "header_up X-Forwarded-For {remote_host}" in lines
    assert "header_up X-Forwarded-Proto {scheme}" in lines
    assert {"header_up -X-Forwarded-Host", "header_up -Forwarded"} <= set(lines)
    assert not any(line.startswith("header_up Host") for line in lines)
    assert "{$GOLDENTHREAD_HOST} {" in lines
    assert _option("--allowed-host").startswith("${GOLDENTHREAD_HOST:?")
    assert f"max_header_size {MOST_OF_HEADERS // 1024}KB" in lines
    assert f"read_header {HEADERS_WITHIN:g}s" in lines
    assert {"header -Server", "header -Via"} <= set(lines)


def test_one_comes_up_after_the_other_with_no_more_than_it_needs() -> None:
    services = compose()["services"]
    assert services["app"]["depends_on"] == {"store": {"condition": "service_healthy"}}
    assert services["proxy"]["depends_on"] == {"app": {"condition": "service_healthy"}}
    assert "healthcheck" in services["store"]
    assert services["app"]["read_only"]
    assert services["app"]["cap_drop"] == ["ALL"]
    assert given_networks(services["store"]) == ["back"]
    assert compose()["networks"]["back"] == {"internal": True}


def given_networks(service: Any) -> list[str]:
    return list(service["networks"])


def test_the_store_has_the_version_that_tests_run_on() -> None:
    assert compose()["services"]["store"]["image"] == f"neo4j:{LONG_TERM.version}-community"


@pytest.mark.parametrize("name", ["proxy/Caddyfile"])
def test_brackets_close(name: str) -> None:
    lines = directives()
    opened = sum(line.endswith("{") for line in lines)
    assert opened == sum(line == "}" for line in lines)
