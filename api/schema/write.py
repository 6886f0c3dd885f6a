"""Writes schema.graphql anew: python -m api.schema.write."""

from pathlib import Path

from api.schema.schema_reference import printed

PATH = Path(__file__).with_name("schema.graphql")


if __name__ == "__main__":
    PATH.write_text(printed(), encoding="utf-8")
