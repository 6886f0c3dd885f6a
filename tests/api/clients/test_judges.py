"""The judges see what they look for: a service that tells two things of one id is caught by each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.api.browser import serving
from tests.api.clients.judges import SCHEMA, check_shown, judge

QUERY = """
query Two { a: area(slug: "a") { id name } b: area(slug: "b") { id name } }
"""
