"""Draw one SVG as a PNG with resvg, in a process of its own: stdin has the SVG, stdout the PNG.

resvg takes some 150 MB for a sheet of A4 and holds Python's lock while it draws: in the service
all pages would wait for each picture, and the memory would never be given back. Arguments: the
width in pixels, the colour of the ground, the family of the font, its file.
"""

import sys

import resvg_py

# Seconds of a processor; the largest map of all takes three. Where the platform knows the limit.
_MOST_SECONDS = 60


def main(width: str, background: str, family: str, font: str) -> None:
    """Read, draw and write."""
    _limit()
    picture = paint(sys.stdin.buffer.read().decode("utf-8"), int(width), background, family, font)
    sys.stdout.buffer.write(picture)
    sys.stdout.buffer.flush()


def paint(drawn: str, width: int, background: str, family: str, font: str) -> bytes:
    """Return an SVG as a PNG of so many pixels across, its letters from the file of a font."""
    return bytes(
        resvg_py.svg_to_bytes(
            drawn,
            width=width,
            background=background,
            style_sheet=f"svg {{ font-family: {family} }}",
            font_files=[font],
        )
    )


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    most = _MOST_SECONDS if hard == resource.RLIM_INFINITY else min(_MOST_SECONDS, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
