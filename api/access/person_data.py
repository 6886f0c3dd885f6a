"""What is kept of the holder of an account, for a request of access: all of it but secrets."""

from datetime import datetime
from typing import Any

from api.access.account_book import AccountBook
from graph.accounts.account_records import Account, AuditLine
from graph.name_keys import name_key

# Lines of the log that are read at once.
_PAGE = 500


def person_data(book: AccountBook, account: Account) -> dict[str, Any]:
    """Return what is kept of an account's holder, as JSON; no hash, code or secret is in it."""
    store = book.store
    secrets = store.secrets(account.id)
    return {
        "made": _moment(book.clock()),
        "account": {
            "id": account.id,
            "name": account.name,
            "created": _moment(account.created),
            "closed": account.disabled,
            "keeper": account.keeper,
            "hasPassword": bool(secrets.password),
            "hasSecondStep": bool(secrets.totp),
            "councilSignIn": (
                {"issuer": account.issuer, "subject": account.subject} if account.subject else None
            ),
        },
        "roles": [
            {"area": g.area or None, "role": g.role, "byGroup": g.by_group}
            for g in store.grants(account.id)
        ],
        "sessions": [
            {"began": _moment(s.began), "lastUsed": _moment(s.last_used), "browser": s.browser}
            for s in store.sessions(account.id)
        ],
        "tokens": [
            {
                "id": t.id,
                "words": t.words,
                "role": t.role,
                "areas": list(t.areas),
                "made": _moment(t.made),
                "expires": _moment(t.expires),
                "lastUsed": _moment(t.last_used),
                "revoked": _moment(t.revoked),
            }
            for t in store.tokens(account.id)
        ],
        "log": [_line(line) for line in _lines(book, account)],
        "elsewhere": (
            "The history of an area keeps the name beside each change that was made under it, and "
            "so does this log. The pages of an area show its history to those who may see it."
        ),
    }


def _lines(book: AccountBook, account: Account) -> list[AuditLine]:
    """Return the lines of the log that are by, or about, somebody."""
    found: list[AuditLine] = []
    before: int | None = None
    while lines := book.store.audit(before, _PAGE):
        found += [line for line in lines if _is_of(line, account)]
        before = lines[-1].number
    return found


def _is_of(line: AuditLine, account: Account) -> bool:
    return account.key in (name_key(line.who), name_key(line.about.partition(":")[0]))


def _line(line: AuditLine) -> dict[str, Any]:
    return {
        "when": _moment(line.when),
        "who": line.who,
        "via": line.via,
        "what": line.what,
        "area": line.area or None,
        "about": line.about,
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
