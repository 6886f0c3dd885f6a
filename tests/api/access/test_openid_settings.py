"""Settings of the council's own sign-in: read once, and each mistake told in a sentence."""

import pytest

from api.access.openid_settings import (
    VARIABLES,
    GroupRole,
    OpenIdSettings,
    is_trusted_address,
    openid_settings,
)
from api.access.persons import Role
from api.errors import UsageError

ISSUER, ID, SECRET, NAME, GROUPS = VARIABLES
WHOLE = {ISSUER: "https://login.example/tenant/v2.0", ID: "golden-thread", SECRET: "hush"}


def test_nothing_set_is_no_sign_in_of_the_council() -> None:
    assert openid_settings({}) is None
    assert openid_settings({ISSUER: "  "}) is None


def test_settings_are_read_with_groups() -> None:
    groups = "hub readers=viewer@easton, a=b=editor,,4f1c-9=owner"
    read = openid_settings(WHOLE | {NAME: "Easton Council", GROUPS: groups})
    assert read == OpenIdSettings(
        "https://login.example/tenant/v2.0",
        "golden-thread",
        "hush",
        "Easton Council",
        (
            GroupRole("hub readers", Role.VIEWER, "easton"),
            GroupRole("a=b", Role.EDITOR),
            GroupRole("4f1c-9", Role.OWNER),
        ),
    )
    assert "hush" not in repr(read)
    plain = openid_settings(WHOLE)
    assert plain
    assert plain.name == "your council"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({SECRET: ""}, f"needs {SECRET} too"),
        ({SECRET: "", ID: ""}, f"needs {ID} and {SECRET} too"),
        ({ISSUER: "http://login.example"}, f'{ISSUER} is "http://login.example": write the https'),
        ({ISSUER: "https://a:b@login.example"}, "write the https address of the issuer"),
        ({ISSUER: "https://login.example?x=1"}, "write the https address of the issuer"),
        ({ISSUER: "https://[login"}, "write the https address of the issuer"),
        ({NAME: "a" * 61}, f"{NAME} is too long"),
        ({NAME: "a\u202eb"}, f"{NAME} is too long or has signs"),
        ({GROUPS: "readers"}, f'{GROUPS} has "readers": write GROUP=ROLE'),
        ({GROUPS: "readers=king"}, "with a role of viewer, reviewer, editor, owner"),
        ({GROUPS: "readers=keeper"}, "with a role of viewer, reviewer, editor, owner"),
        ({GROUPS: "=viewer"}, "write GROUP=ROLE"),
        ({GROUPS: "readers=viewer@No Slug"}, '"No Slug" is no short name of an area'),
        ({GROUPS: "readers=viewer@"}, '"" is no short name of an area'),
    ],
)
def test_a_mistake_is_told_and_no_secret(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        openid_settings(WHOLE | change)
    assert sentence in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("https://login.example/x", True),
        ("http://127.0.0.1:8080/realms/x", True),
        ("http://localhost", True),
        ("http://login.example", False),
        ("https://", False),
        ("ftp://localhost", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_address_is_trusted_where_nobody_on_the_way_can_change_it(
    address: str, trusted: bool
) -> None:
    assert is_trusted_address(address) is trusted
