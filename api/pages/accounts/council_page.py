"""Signing in with the council's own account: to its provider, and back with an answer."""

import hmac
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.network import SIGN_IN
from api.access.openid_failures import CouncilSignInFailed, sent_back
from api.access.one_time_links import PATH as LINKS
from api.access.persons import person_here
from api.errors import NotSignedIn
from api.pages.accounts.desk import Desk, drop_cookie, own_path, set_cookie, status_of
from api.pages.accounts.sign_in_page import sign_in_form
from api.access.council_sign_in import GOOD_FOR, CouncilSignIn

START = f"{SIGN_IN}/council"
BACK = f"{START}/back"
COOKIE = "__Host-goldenthread-council"
# Characters of a code and a state; providers' are of some hundred.
_MOST = 4_000
