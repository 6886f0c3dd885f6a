"""Writes schema.graphql anew: python -m api.schema.write."""

from pathlib import Path

from api.schema.query import schema

PATH = Path(__file__).with_name("schema.graphql")


def printed() -> str:
    """Return the schema as text, with the descriptions."""
    return schema.as_str().strip() + "\n"


if __name__ == "__main__":
    PATH.write_text(printed(), encoding="utf-8")
