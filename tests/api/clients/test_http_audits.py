"""GraphQL over HTTP, by the audits that graphql-http makes of any server."""

from tests.api.clients.judges import judge


def test_every_audit_is_passed(service: str) -> None:
    audits = judge("http_audits", {"url": service})
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == 61
