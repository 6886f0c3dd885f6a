"""Quorum under stress in words: sentences are true of what is recorded, and say what is not."""

import csv
import io
import json
from typing import Any

import pytest

from api.reports.quorum import HOW_TO_RECORD, NO_QUORUM, ON_RECORD, as_csv, as_json, as_text
from graph.errors import UnknownThing
from tests.towns import Town

SECTORS = {"council": "la_corporate", "icb": "icb", "police": "police", "charity": "vcs"}


def town(*classes: str, least: int = 2, **rest: object) -> Town:
    made = Town().body("exec", "executive_group", name="Executive", quorum=least,
                       quorum_classes=list(classes), **rest)  # fmt: skip
    for local, sector in SECTORS.items():
        made.organisation(local, sector, name=local.title())
        made.post(f"of-{local}", name=f"Head of {local}")
        made.link(f"of-{local}", "employed_by", local).link(f"of-{local}", "member_of", "exec")
    return made


def one_line(text: str) -> str:
    return " ".join(text.split())


def said(made: Town) -> str:
    return one_line(as_text(made.view()))


def only(made: Town) -> dict[str, Any]:
    (found,) = json.loads(as_json(made.view()))["bodies"]
    return dict(found)


def test_a_class_of_one_is_where_the_body_stops() -> None:
    text = said(town("council: 1", "police: 1"))
    assert "Quorum: 2 members; 1 of council; 1 of police. 4 members on record, of 4 org" in text
    assert "One absence is enough to stop it. - without any one of Council or Police" in text
    assert "No organisation is in each of these." in text
    assert "No register of it by these terms is on record: how near it came is not known." in text
    assert ON_RECORD in text


def test_members_declared_complete_need_no_caution() -> None:
    assert ON_RECORD not in said(town().declare("members", of="exec"))


def test_several_absences_are_told_by_who_can_stand_in_for_whom() -> None:
    found = only(town(least=2))
    assert found["sentence"] == "It takes 3 absences at once to stop it."
    assert (found["stops"]["fewest"], found["stops"]["sets"]) == (3, 4)
    assert found["stops"]["patterns"] == [
        [{"any": 3, "of": ["Charity", "Council", "Icb", "Police"]}]
    ]


def test_who_is_in_all_of_them_is_named() -> None:
    made = town(least=3)
    made.post("second", name="Second").link("second", "employed_by", "council")
    text = said(made.link("second", "member_of", "exec"))
    assert "It takes 2 absences at once to stop it." in text
    assert "- without Council and any one of Charity, Icb or Police" in text
    assert "In each of these: Council." in text


def test_what_cannot_be_reached_and_what_is_not_known_are_told_apart() -> None:
    too_many = said(town(least=9))
    assert "The members on record do not come to its quorum, even all together: 9 mem" in too_many
    made = town("families: 1").post("someone", name="Someone").link("someone", "member_of", "exec")
    unknown = said(made)
    assert "Whether the members on record come to its quorum is not known. One absence" in unknown
    assert "- without Someone" in unknown
    assert "Whether Someone counts for families is not recorded: ask." in unknown
    empty = said(Town().body("exec", "executive_group", quorum=3))
    assert "Nobody is recorded as a member: ask who sits on it." in empty
    assert "without" not in empty


def test_what_is_open_may_make_fewer_enough() -> None:
    made = town("police: 1").post("someone", name="Someone").link("someone", "member_of", "exec")
    text = said(made)
    assert "It takes 2 absences at once to stop it. - without Police and Someone" in text
    assert "As long as something is not recorded, this may be enough: Police." in text


def test_registers_say_how_near_it_came() -> None:
    made = town("police: 1")
    all_of_them = {f"of-{local}": "present" for local in SECTORS}
    made.meet("m1", "exec", "2023-09-01", register=all_of_them)
    made.meet("m2", "exec", "2023-12-01", register={**all_of_them, "of-police": "apologies"})
    made.meet("m3", "exec", "2024-03-01", register={"of-icb": "deputy", "of-council": "present"})
    text = said(made)
    assert "By 3 registers: 1 quorate, 1 not, 1 of which it is not known." in text
    assert "The nearest was on 1 September 2023: 1 more absence would have stopped it." in text
    assert "- 1 December 2023: 3 of 4 members came; not quorate: too few for 1 of police." in text
    assert (
        "- 1 March 2024: 2 of 4 members came, 1 deputy among them; whether it was quorate is not "
        "known: its register says nothing of 2 members." in text
    )


def test_csv_has_a_row_for_each_body() -> None:
    (row,) = csv.DictReader(io.StringIO(as_csv(town("police: 1").view())))
    assert (row["body"], row["fewest_absent"], row["sets"], row["in_all"]) == (
        "Executive", "1", "1", "Police",
    )  # fmt: skip


def test_a_body_is_named_and_one_without_a_quorum_says_so() -> None:
    made = town().main("board", name="Board")
    view = made.view()
    assert "Executive" in as_text(view, "executive")
    text = one_line(as_text(view, "board"))
    assert "No quorum in numbers is recorded of Board: ask for its terms of reference." in text
    assert HOW_TO_RECORD in text
    assert "Council is no body" in as_text(view, "council")
    with pytest.raises(UnknownThing):
        as_text(view, "nothing like it")
    assert NO_QUORUM in one_line(as_text(Town().main().view()))


def test_members_are_of_no_organisation_only_as_far_as_that_is_recorded() -> None:
    made = Town().body("exec", "executive_group", name="Executive", quorum=2)
    assert "No member is on record. Nobody is recorded as a member" in said(made)
    made.post("head").link("head", "member_of", "exec")
    assert "1 member on record; of which organisations is not recorded." in said(made)
