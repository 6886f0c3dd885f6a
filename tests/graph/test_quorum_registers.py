"""How near past registers came to missing a quorum, on small towns."""

import pytest

from graph.quorum import Reach
from graph.quorum_registers import RegisterQuorum, register_quorums
from tests.towns import Town


def town(**rest: object) -> Town:
    made = Town().body("exec", "executive_group", quorum=2, **rest)
    for local, sector in (("council", "la_corporate"), ("icb", "icb"), ("police", "police")):
        made.organisation(local, sector)
        made.post(f"of-{local}").link(f"of-{local}", "employed_by", local)
        made.link(f"of-{local}", "member_of", "exec")
    return made


def registers(made: Town) -> tuple[RegisterQuorum, ...]:
    view = made.view()
    return register_quorums(view, view.firm.nodes["testham/exec"])


def met(made: Town, **came: str) -> RegisterQuorum:
    register = {f"of-{who}": value for who, value in came.items()}
    (found,) = registers(made.meet("m", "exec", "2024-02-01", register=register))
    return found


def test_a_meeting_with_one_to_spare_says_so() -> None:
    found = met(town(), council="present", icb="present part", police="present")
    assert (found.reach, found.came, found.members, found.unlisted) == (Reach.YES, 3, 3, 0)
    assert [(asked.words, spare) for asked, spare in found.spare] == [("2 members", 1)]
    assert found.further.size == 2


def test_a_class_may_be_nearer_than_the_whole() -> None:
    found = met(
        town(quorum_classes=["police: 1"]), council="present", icb="present", police="present"
    )
    assert [(asked.words, spare) for asked, spare in found.spare] == [
        ("2 members", 1),
        ("1 of police", 0),
    ]
    assert [g.name for g in found.further.in_all] == ["POLICE"]


@pytest.mark.parametrize(
    ("rule", "reach", "deputies"),
    [
        ({}, Reach.YES, 1),
        ({"deputies_decide": True}, Reach.YES, 1),
        ({"deputies_decide": False}, Reach.NO, 0),
    ],
)
def test_a_deputy_counts_unless_the_terms_say_no(
    rule: dict[str, bool], reach: Reach, deputies: int
) -> None:
    found = met(town(**rule), council="present", icb="deputy", police="apologies_with_input")
    assert (found.reach, found.deputies) == (reach, deputies)


def test_who_is_not_in_the_register_is_not_taken_for_absent_in_silence() -> None:
    found = met(town(), council="present")
    assert (found.reach, found.unlisted, found.came) == (Reach.MAYBE, 2, 1)


def test_the_seats_of_that_day_count_not_those_of_today() -> None:
    made = town().post("old").link("old", "member_of", "exec", until="2023-06-30")
    made.meet("then", "exec", "2023-05-01", register={"old": "present", "of-icb": "present"})
    made.meet("now", "exec", "2024-02-01", register={"old": "present", "of-icb": "present"})
    now, then = registers(made)
    assert (then.reach, then.members) == (Reach.YES, 4)
    assert (now.reach, now.members) == (Reach.MAYBE, 3)


def test_a_line_for_the_organisation_is_its_one_members() -> None:
    made = town().meet("m", "exec", "2024-02-01", register={"icb": "present", "police": "present"})
    (found,) = registers(made)
    assert (found.reach, found.came) == (Reach.YES, 2)
    made.post("second").link("second", "employed_by", "icb").link("second", "member_of", "exec")
    (found,) = registers(made)
    assert (found.reach, found.came) == (Reach.MAYBE, 1)


def test_meetings_without_a_register_and_cancelled_ones_say_nothing() -> None:
    made = town().meet("m", "exec", "2024-01-01")
    made.meet("n", "exec", "2024-02-01", cancelled=True, register={"of-icb": "present"})
    assert registers(made) == ()


def test_a_meeting_before_the_terms_of_today_is_not_held_against_them() -> None:
    made = town(terms_agreed_on="2024-01")
    for day in ("2023-12-01", "2024-02-01"):
        made.meet(day, "exec", day, register={"of-icb": "present"})
    assert [str(found.meeting.day) for found in registers(made)] == ["2024-02-01"]
