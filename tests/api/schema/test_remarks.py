"""Remarks over GraphQL: the sentence, what it is about, and its facts with their sources."""

from tests.api.schema.test_measures import asked
from tests.towns import Town


def test_a_remark_can_be_cited() -> None:
    town = Town().body("sub", "sub_group").organisation("council", "la_childrens")
    town.link("sub", "coordinates_with", "council")
    query = "remarks { sentence about { name } facts { sentence source } }"
    (remark,) = asked(town, query)["remarks"]
    assert remark["sentence"].startswith("SUB works with COUNCIL: it is joined to agencies")
    assert remark["about"] == [{"name": "SUB"}]
    (fact,) = remark["facts"]
    assert fact["sentence"] == "SUB works with COUNCIL."
    assert fact["source"].startswith("Minutes, Testham Council")


def test_a_question_names_the_checks_that_it_opens_and_why_others_wait() -> None:
    query = """findings(where: {rules: ["main-board-exists", "hwb-statutory-members"]},
      orderBy: {by: READING}) {
      nodes { rule opens notApplicableBecause outcomeWords } } totals { outcome count waiting }"""
    found = asked(Town().body("team", "locality_team"), query)
    first, second = found["findings"]["nodes"]
    assert first["rule"] == "main-board-exists"
    assert "dcs-oversight" in first["opens"]
    assert first["notApplicableBecause"] is None
    assert second["notApplicableBecause"] == "WAITS"
    assert second["outcomeWords"] == "waits until something is recorded"
    totals = {one["outcome"]: one for one in found["totals"]}
    left_out = totals["NOT_APPLICABLE"]
    assert 0 < left_out["waiting"] < left_out["count"]
    assert totals["SILENT"]["waiting"] == 0
