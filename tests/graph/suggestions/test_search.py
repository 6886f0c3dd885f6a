"""What would close a finding: worked by hand for each sort of step, and tried for every finding.

Tests: graph/suggestions/candidates.py, graph/suggestions/change_words.py,
graph/suggestions/new_things.py, graph/suggestions/order.py, graph/suggestions/permitted_links.py,
graph/suggestions/required_by_law.py, graph/suggestions/trials.py
"""

from datetime import date

import pytest

from graph.body_kinds import TOP_KINDS
from graph.errors import UnknownThing
from graph.facts.changes import Added, Ended
from graph.facts.model import Link, Node
from graph.governance_view import SEAT_LINKS
from graph.rules.finding import Outcome
from graph.rules.run import RULES, run
from graph.suggestions.search import Suggestion, closing_steps, suggest
from graph.view import View
from graph.what_if import apply_to
from loaders.examples import example
from tests.towns import DAY, Town

LINK = "link-safeguarding-partnership"


def said(town: Town, rule: str, local: str | None = None, most: int = 3) -> list[tuple[str, ...]]:
    subject = local and (f"{town.slug}/{local}" if local != town.slug else local)
    return [s.sentences for s in suggest(town.view(), rule, subject, most)]


def test_a_missing_line_is_a_link_between_known_bodies() -> None:
    town = Town().main().body("scp", "safeguarding_partnership", name="SCP")
    (first,) = suggest(town.view(), "link-safeguarding-partnership")
    assert first.sentences == ("MAIN reports to SCP.",)
    # Of the one that is named, other ways too; but kinds of line between two bodies are one way.
    ways = said(town, "link-safeguarding-partnership", "main", 20)
    assert ways == [("MAIN reports to SCP.",), ("MAIN works with SCP.",)]
    assert (first.word, first.invented, first.subject) == ("ask", 0, "testham/main")
    assert "question to ask" in first.why
    assert [m.rule for m in first.closed] == ["no-orphan-body"]


def test_a_line_may_go_on_from_the_furthest_point_reached() -> None:
    town = Town().main().body("pb", "programme_board").body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "pb")
    # The line from PB closes more, since PB then answers to something too.
    assert said(town, "link-safeguarding-partnership", "main", 2) == [
        ("PB reports to SCP.",),
        ("MAIN reports to SCP.",),
    ]


def test_what_every_council_has_by_law_is_recorded() -> None:
    (first,) = suggest(Town().main().view(), "link-health-wellbeing-board")
    assert first.sentences == (
        "Record the health and wellbeing board: not on the map yet.",
        "MAIN reports to Health and wellbeing board (not on the map yet).",
    )
    assert (first.word, first.invented) == ("record", 1)
    assert "Health and Social Care Act 2012" in first.why
    assert "is the rest so already" in first.why
    posts = said(Town().main(), "dcs-and-lead-member")
    assert posts == [
        ("Record the director of children's services: not on the map yet.",),
        ("Record the lead member for children's services: not on the map yet.",),
    ]


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        ("hwb-statutory-members", "health and wellbeing board"),
        ("scp-three-partners", "safeguarding partnership"),
        ("icp-statutory-members", "integrated care partnership"),
    ],
)
def test_a_check_that_waits_for_a_statutory_board_says_to_record_it(rule: str, label: str) -> None:
    (first,) = suggest(Town().main().view(date(2023, 3, 31)), rule)
    assert first.sentences == (f"Record the {label}: not on the map yet.",)
    assert (first.word, first.first) == ("record", True)
    assert "Then this check can be asked" in first.why
    # Before the Act, nobody had one by law.
    assert suggest(Town().main().view(date(2012, 3, 31)), rule) == ()


def test_a_board_that_no_law_asks_for_is_not_there_already() -> None:
    answer = closing_steps(Town().main().view(), "data-board-led-and-senior")
    assert answer.steps == ()
    assert answer.nothing_open.startswith("Nothing is open here. This check waits until")


def test_a_job_in_the_scope_is_one_fact_and_so_comes_first() -> None:
    (first, *_) = suggest(Town().main().view(), "link-data-board")
    assert first.sentences == ("MAIN: scope also: data.",)


def test_a_missing_chair_is_what_the_terms_say_or_a_post_to_be_named() -> None:
    town = Town().body("sub", "sub_group").organisation("charity").node("ann", "person")
    assert said(town, "body-has-chair", "sub") == [
        ("SUB: terms name a chair: yes.",),
        ("Post (to be named) is recorded as a post.", "Post (to be named) chairs SUB."),
    ]


def test_a_known_post_may_be_asked_for_as_chair_and_a_vacant_one_filled() -> None:
    town = Town().body("sub", "sub_group").post("head", name="Head of early help")
    chairs = ("Head of early help chairs SUB.",)
    assert chairs not in said(town, "body-has-chair", "sub", 20)
    town.link("head", "member_of", "sub")
    assert chairs in said(town, "body-has-chair", "sub")
    vacant = Town().body("sub", "sub_group").post("p", vacant=True, name="Chair of SUB")
    vacant.link("p", "chairs", "sub")
    assert ("Chair of SUB: vacant: no.",) in said(vacant, "body-has-chair", "sub")


def test_whom_a_seat_speaks_for_is_never_made_up() -> None:
    town = Town().main().organisation("icb", "icb").link("icb", "member_of", "main")
    (council, nhs) = closing_steps(town.view(), "children-and-transformation-leaders").subjects
    for half in (council, nhs):
        assert half.steps == ()
        assert half.none.startswith("No small step closes it: who employs somebody, and whom a")
        assert "What to ask for: a seat on the board" in half.none


def test_a_partner_on_the_map_or_one_of_no_statutory_partner_may_take_a_seat() -> None:
    town = Town().main().organisation("housing", "la_housing", name="Housing")
    missing = "(not on the map yet) sits on MAIN."
    for sector, last in (
        ("la_housing", "Housing sits on MAIN."),
        ("public_health", ""),
        ("education", f"An organisation from schools, early years settings and colleges {missing}"),
        ("vcfs", f"An organisation from voluntary and community {missing}"),
        ("health", f"An organisation from NHS community services {missing}"),
    ):
        found = suggest(town.view(), "main-board-core-sectors", sector, 1)
        assert [step.sentences[-1] for step in found] == ([last] if last else []), sector


def test_nobody_is_seated_on_a_statutory_board() -> None:
    """The council's officer, the police on the map, a scrutineer: they can only be asked."""
    town = Town().main().body("scp", "safeguarding_partnership").body("hwb", "hwb")
    town.organisation("pol", "police").organisation("icb", "icb").organisation("uni", "university")
    town.post("head", sector="la_childrens").link("head", "member_of", "scp")
    for rule in RULES:
        if rule.id.startswith(("scp-", "hwb-", "icp-")):
            for subject in closing_steps(town.view(), rule.id, most=20).subjects:
                boards = [c for s in subject.steps for c in s.changes if is_seat(c)]
                assert boards == [], rule.id
    (partners,) = closing_steps(town.view(), "scp-three-partners").subjects
    assert partners.none.startswith("No small step closes it: who employs somebody")


def is_seat(change: object) -> bool:
    fact = change.fact if isinstance(change, Added) else None
    return isinstance(fact, Link) and fact.kind in (*SEAT_LINKS, "scrutinises")


def test_one_step_for_each_of_several_bodies() -> None:
    town = Town().main()
    for name in ("a", "b", "c"):
        town.body(name, "sub_group")
    assert said(town, "no-orphan-body", most=5) == [
        ("A reports to MAIN.",),
        ("B reports to MAIN.",),
        ("C reports to MAIN.",),
        (
            "Record the health and wellbeing board: not on the map yet.",
            "MAIN reports to Health and wellbeing board (not on the map yet).",
        ),
    ]
    answer = closing_steps(town.view(), "no-orphan-body", most=2)
    assert (len(answer.subjects), answer.left_out) == (2, 2)


def test_nobody_answers_to_what_stands_below_or_answers_to_them() -> None:
    town = Town().main().body("team", "locality_team").body("sub", "sub_group")
    town.link("sub", "reports_to", "team").post("ceo", grade="executive", name="Charity CEO")
    found = " ".join(sum(said(town, "no-orphan-body", "main", 20), ()))
    for other in ("TEAM", "SUB", "CEO"):
        assert other not in found
    assert "TEAM reports to SUB." not in sum(said(town, "no-orphan-body", "team", 20), ())


def test_a_missing_owner_of_a_plan() -> None:
    town = Town().main().node("plan", "plan", plan_kind="early_help_strategy", name="Strategy")
    assert said(town, "early-help-strategy-owned", "main", 2) == [
        ("MAIN owns Strategy.",),
        ("MAIN oversees Strategy.",),
    ]


def test_a_missing_agreement_comes_with_its_parties() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    (first, *_) = suggest(town.view(), "safeguarding-review-agreed")
    assert len(first.changes) == 3
    assert first.sentences[1].startswith("MAIN is party to Safeguarding review")


def test_a_missing_post_is_never_a_known_person() -> None:
    town = Town().node("ann", "person", name="Ann Example").post("p", name="Programme manager")
    assert said(town, "key-roles-filled", None)[0] == (
        "Programme leader (to be named) is recorded as a programme leader.",
    )


def test_a_circle_is_a_decision_to_end_a_line() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group")
    town.link("a", "reports_to", "b").link("b", "reports_to", "a")
    (first, second) = suggest(town.view(), "no-accountability-cycle", "testham", most=2)
    assert first.word == "decide"
    assert first.sentences == ("No longer so after 30 March 2024: A reports to B.",)
    assert isinstance(second.changes[0], Ended)


def test_what_is_planned_is_carried_out() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp", status="planned")
    (first, *_) = suggest(town.view(), "link-safeguarding-partnership")
    assert first.word == "carry out"
    assert first.sentences == ("MAIN reports to SCP.",)


def test_a_dispute_that_is_settled_is_a_step() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp", confidence="disputed")
    assert said(town, "link-safeguarding-partnership", most=1) == [("MAIN reports to SCP.",)]


def test_a_gap_is_a_decision() -> None:
    town = Town().body("sub", "sub_group").declare("members", of="sub")
    assert suggest(town.view(), "body-has-chair")[0].word == "decide"


def test_a_question_that_cannot_be_told_begins_with_a_first_step() -> None:
    (first,) = suggest(Town().view(), "children-and-transformation-leaders")
    assert first.sentences == ("Main board (not on the map yet) is recorded as a main board.",)
    assert first.first
    assert "closes nothing yet" in first.why
    grounds = suggest(Town().main().view(), "boundaries-bridged")
    assert len(grounds[0].changes) == 2


def test_what_a_rule_says_it_wants_comes_with_its_links() -> None:
    town = Town().main().node("hub", "site", site_kind="family_hub").body("panel", "voice_panel")
    town.body("scp", "safeguarding_partnership").organisation("uni", "university", name="UNI")
    governed = said(town, "hub-governed", "hub", 10)
    assert ("MAIN governs HUB.",) in governed
    assert ("PANEL governs HUB.",) not in governed
    assert any("Advisory board (not on the map yet) governs HUB." in steps for steps in governed)
    assert said(town, "scp-independent-scrutiny") == []
    (agreed, *_) = suggest(town.view(), "data-sharing-in-place", "police")
    assert agreed.invented == 2
    town.node("isa", "agreement", agreement_kind="information_sharing", name="ISA")
    town.organisation("met", "police", name="MET")
    (agreed, *_) = suggest(town.view(), "data-sharing-in-place", "police")
    assert agreed.sentences == ("MET is party to ISA.",)


def test_nobody_is_made_to_answer_to_those_who_speak_for_families() -> None:
    town = Town().body("sub", "sub_group").body("panel", "voice_panel").body("other", "sub_group")
    steps = said(town, "no-orphan-body", "sub", 20)
    assert ("SUB reports to OTHER.",) in steps
    assert not [step for step in steps if "PANEL" in step[0] and step[0].startswith("SUB")]


def test_a_working_link_is_said_from_one_end_only() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    steps = said(town, "link-safeguarding-partnership", "main", 20)
    assert ("MAIN works with SCP.",) in steps
    assert ("SCP works with MAIN.",) not in steps


def test_a_meeting_that_is_not_recorded_is_asked_for() -> None:
    town = Town().body("sub", "sub_group", cadence_days=30)
    (first, *_) = suggest(town.view(), "meetings-on-cadence")
    assert first.word == "ask"
    assert "SUB" in first.sentences[0]


def test_settling_a_fact_about_a_person_is_never_a_suggestion() -> None:
    town = Town().body("sub", "sub_group").node("ann", "person", name="Ann Example")
    town.link("ann", "chairs", "sub", status="planned")
    found = suggest(town.view(), "body-has-chair", "testham/sub", 20)
    assert found
    assert not any("Ann" in sentence for one in found for sentence in one.sentences)


def test_nothing_is_suggested_where_nothing_is_open() -> None:
    town = Town().main().post("p").link("p", "chairs", "main")
    assert suggest(town.view(), "body-has-chair") == ()
    assert suggest(Town().view(), "body-has-chair") == ()
    assert suggest(town.view(), "body-has-chair", "testham/nobody") == ()


def test_nothing_open_and_no_small_step_are_two_sentences() -> None:
    town = Town().main().post("p").link("p", "chairs", "main")
    met = closing_steps(town.view(), "body-has-chair")
    assert (met.subjects, met.nothing_open) == (
        (),
        "Nothing is open here. What this check asks is met.",
    )
    nobody = closing_steps(town.view(), "body-has-chair", "testham/nobody")
    assert nobody.nothing_open == "Nothing is open here. This check says nothing about that."
    unknown = closing_steps(town.view(), "single-accountable-leader")
    assert unknown.why_nothing == (
        "Whether this check applies cannot be told yet. "
        "First record whether Start for Life funds the area."
    )
    (terms,) = closing_steps(town.view(), "terms-of-reference-current").subjects
    assert terms.none.startswith("No small step closes it. What to ask for: the place")
    with pytest.raises(UnknownThing):
        suggest(town.view(), "body-has-chairs")


def everything(slug: str) -> list[tuple[View, Suggestion]]:
    view = View(example(slug).snapshot, DAY)
    return [
        (view, suggestion)
        for finding in run(view)
        for subject in finding.subjects[:2]
        for suggestion in suggest(view, finding.rule, subject.id)
    ]


@pytest.mark.parametrize("slug", ["essex", "westminster"])
def test_every_suggestion_really_closes_its_subject_and_names_nobody(slug: str) -> None:
    found = everything(slug)
    assert len({suggestion.rule for _, suggestion in found}) > 8
    by_id = {rule.id: rule for rule in RULES}
    for view, suggestion in found:
        after = View(apply_to(view.snapshot, suggestion.changes), view.day)
        (finding,) = run(after, [by_id[suggestion.rule]])
        outcomes = {s.id: s.outcome for s in finding.subjects}
        if suggestion.first:
            # It was a question about the area that could not be told; now it can be asked.
            assert outcomes.get(suggestion.subject) is not Outcome.MET
        else:
            assert outcomes[suggestion.subject] is Outcome.MET
        people = {n.name for n in after.snapshot.nodes.values() if n.kind == "person"}
        assert not any(name in " ".join(suggestion.sentences) for name in people)
        for change in suggestion.changes:
            if not isinstance(change, Added):
                continue
            assert not (isinstance(change.fact, Node) and change.fact.kind == "person")
            if isinstance(change.fact, Link):
                assert change.fact.kind not in ("employed_by", "part_of", "represents")
                assert {"represents", "speaks_for"}.isdisjoint(change.fact.attributes)
                if change.fact.kind in SEAT_LINKS:
                    body = after.snapshot.nodes[change.fact.to_id]
                    assert body.text("body_kind") not in TOP_KINDS


def test_suggestions_are_the_same_each_time_and_the_view_stays() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").post("p")
    before = town.snapshot().facts()
    one, two = (suggest(town.view(), "link-safeguarding-partnership") for _ in range(2))
    assert one == two
    assert town.snapshot().facts() == before


def test_on_a_day_before_the_rule_applies_there_is_nothing_to_suggest() -> None:
    view = Town(funded=True).main().view(date(2020, 1, 1))
    assert suggest(view, "single-accountable-leader") == ()


def test_the_first_day_there_can_be_has_no_day_before_it() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    for rule in RULES:
        for suggestion in suggest(town.view(date.min), rule.id):
            assert not any(isinstance(change, Ended) for change in suggestion.changes)


def test_the_plainest_of_very_many_steps_is_found_on_a_large_map() -> None:
    """More steps close it than are weighed against all checks; the line to the board is one."""
    town = Town().body("team", "locality_team", name="Team")
    for number in range(40):
        town.body(f"a{number:02}", "sub_group").body(f"z{number:02}", "network")
    town.main("y").link("y", "coordinates_with", "a00")
    found = suggest(town.view(), "no-orphan-body", "testham/team", 100)
    assert ("Team reports to Y.",) in [suggestion.sentences for suggestion in found[:2]]
    assert 30 < len(found) <= 60


def test_groups_answer_to_the_board_and_boards_to_statutory_ones() -> None:
    town = Town().body("a", "safeguarding_partnership").main("z").body("sub", "sub_group")
    assert said(town, "no-orphan-body") == [("SUB reports to Z.",), ("Z reports to A.",)]


def test_where_several_would_do_as_well_it_says_so() -> None:
    town = Town().main().body("a", "advisory_board").body("case", "case_meeting")
    town.body("b", "advisory_board").node("hub", "site", site_kind="family_hub")
    (one,) = suggest(town.view(), "hub-governed")
    assert one.why.endswith("2 other steps would do as well, so ask which.")
    (line,) = suggest(town.body("scp", "safeguarding_partnership").view(), LINK)
    assert "would do as well" not in line.why


def test_what_terms_say_is_asked_for_where_a_check_reads_it_and_nowhere_else() -> None:
    town = Town().body("board", "main_board", terms_exist=True, quorum=3, deputies="any")
    assert said(town, "deputies-may-decide") == [("BOARD: deputies decide: yes.",)]
    assert said(town, "terms-say-who-appoints") == [("BOARD: chair is: elected.",)]
    # Who serves a body, and whose a right is, only they can say.
    assert said(town, "secretariat-named") == []
    town.body("group", "sub_group").link("group", "escalates_to", "board")
    assert said(town, "escalation-ends") == [("BOARD: decides or advises: decides.",)]
    read = ("chair is", "deputies decide", "decides or advises")
    others = (said(town, rule) for rule in ("body-has-chair", "no-orphan-body", LINK))
    told = [one for steps in others for step in steps for one in step]
    assert told
    assert not [one for one in told if one.split(": ")[1:2] and one.split(": ")[1] in read]
