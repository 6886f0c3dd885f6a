"""The map in words says what the picture shows."""

from graph.rules.finding import Outcome
from graph.rules.run import run
from tests.towns import Town
from visualisations.in_words import OPEN, missing_by_id, node_in_words, summary


def test_a_node_says_both_directions_seats_and_what_is_missing() -> None:
    view = (
        Town()
        .main(name="Main Board")
        .body("scp", "safeguarding_partnership", name="Safeguarding Partnership")
        .body("sub", "sub_group", name="Sub Group")
        .organisation("vcs", name="Home-Start")
        .post("chair", name="Chair")
        .link("main", "accountable_to", "scp", status="planned")
        .link("sub", "subgroup_of", "main")
        .link("vcs", "member_of", "main", vacant=True)
        .link("chair", "chairs", "main")
        .view()
    )
    missing = missing_by_id(run(view))
    in_words = {
        node.name: node_in_words(view, node, missing.get(node.id, ()))
        for node in view.shown.nodes.values()
    }
    main = in_words["Main Board"]
    assert main.kind == "main board"
    assert main.answers_to == ("is accountable to Safeguarding Partnership (planned)",)
    assert main.answered_by == ("has as a sub group Sub Group",)
    assert set(main.seats) == {"Home-Start (vacant)", "Chair (chair)"}
    assert any("health and wellbeing board" in sentence for sentence in main.missing)
    assert in_words["Home-Start"].other == ("sits on Main Board",)


def test_what_an_answer_rests_on_is_cited_as_the_check_lists_it() -> None:
    findings = run(Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main").view())
    cited = missing_by_id(findings, cited=True)
    open_ones = [(f, s) for f in findings for s in f.subjects if s.outcome in OPEN and s.facts]
    assert open_ones
    for finding, subject in open_ones:
        read = [f"{f.sentence} ({f.source})" for f in finding.facts if f.id in subject.facts]
        said = " ".join([*read[:2], *([f"and {len(read) - 2} more"] if len(read) > 2 else [])])
        grounds = f"Facts read: {said}]"
        told = [each for each in cited[subject.id] if each.startswith(subject.sentence)]
        assert any(grounds in each for each in told)


def test_a_disputed_or_doubtful_fact_says_so() -> None:
    view = Town().main(confidence="disputed", since="2024").view()
    assert node_in_words(view, view.shown.nodes["testham/main"]).doubts == (
        "disputed",
        "maybe: its dates leave it open",
    )


def test_the_summary_says_how_much_the_lines_and_what_has_none() -> None:
    view = (
        Town()
        .main(name="Main Board")
        .body("sub", "sub_group", name="Sub Group")
        .link("sub", "subgroup_of", "main")
        .view()
    )
    assert summary(view)[:3] == (
        "The map of Testham as of 31 March 2024 holds 2 bodies.",
        "Sub Group is a sub group of Main Board.",
        "No upward line is recorded, so ask, for Main Board.",
    )


def test_the_summary_of_an_empty_map_is_useful() -> None:
    said = summary(Town().view())
    assert said[0] == "Nothing is recorded for Testham as of 31 March 2024."
    assert "Ask which board leads the work" in said[-1]


def test_the_summary_lists_what_to_ask() -> None:
    view = Town().main().view()
    found = run(view)
    asked = [s for s in summary(view, found) if s.startswith("Not recorded, so ask (")]
    silent = [f for f in found if f.outcome is Outcome.SILENT]
    assert len(asked) == len({f.group for f in silent}) > 1
    assert all(sum(f.question in said for said in asked) == 1 for f in silent)
    assert asked[0].startswith("Not recorded, so ask (strategic links): ")
