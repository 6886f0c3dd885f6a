"""Who may decide, on small towns: rights, routes of delegation, and what is not recorded."""

from graph.decision_rights import MatterRights, unnamed_delegations, who_decides
from graph.facts.identifiers import local_of
from graph.view import View
from tests.deciding_town import deciding_town
from tests.towns import DAY, Town


def town() -> Town:
    made = Town().organisation("council", "la_childrens").organisation("icb", "icb")
    made.body("board", "hwb").body("exec", "executive_group").post("manager").post("officer")
    return made.node("budget", "matter", name="Budget", matter_kind="budget")


def only(made: Town) -> MatterRights:
    (found,) = who_decides(made.view())
    return found


def holders(found: MatterRights) -> dict[str, list[str]]:
    return {
        right: [local_of(link.from_id) for link in links]
        for right, links in found.rights.items()
        if links
    }


def route(found: MatterRights) -> list[str]:
    marks = {(True, False): " ...", (False, True): " (circle)", (False, False): ""}
    return [
        "  " * step.depth
        + f"{local_of(step.link.from_id)}>{local_of(step.link.to_id)}"
        + ("" if step.names_matter else "?")
        + marks[step.goes_on, step.circle]
        for step in found.route
    ]


def test_each_right_has_its_holders_by_name() -> None:
    made = town().link("board", "has_right_over", "budget", right="decides")
    made.link("icb", "has_right_over", "budget", right="is_consulted")
    made.link("council", "has_right_over", "budget", right="is_consulted")
    made.link("exec", "has_right_over", "budget")
    found = only(made)
    assert holders(found) == {
        "decides": ["board"], "is_consulted": ["council", "icb"], "": ["exec"],
    }  # fmt: skip
    assert not found.nobody


def test_a_matter_with_nothing_but_advice_has_nobody_who_decides() -> None:
    found = only(town().link("icb", "has_right_over", "budget", right="recommends"))
    assert found.nobody
    assert holders(found) == {"recommends": ["icb"]}


def test_each_who_must_agree_decides_jointly() -> None:
    made = town().link("icb", "has_right_over", "budget", right="must_agree")
    assert not only(made.link("council", "has_right_over", "budget", right="must_agree")).nobody


def test_what_is_planned_or_disputed_is_shown_and_decides_nothing_yet() -> None:
    made = town().link("board", "has_right_over", "budget", right="decides", status="planned")
    made.link("exec", "has_right_over", "budget", right="decides", confidence="disputed")
    found = only(made)
    assert found.nobody
    assert holders(found) == {"decides": ["board", "exec"]}


def test_the_route_runs_from_who_has_the_power_to_who_uses_it() -> None:
    made = town().link("council", "delegates_to", "exec", matter="budget", limit=1000)
    made.link("exec", "delegates_to", "manager", matter="Budget")
    made.link("board", "delegates_to", "exec", matter="budget")
    assert route(only(made)) == ["board>exec", "  exec>manager", "council>exec ..."]


def test_a_delegation_without_a_matter_counts_only_on_the_way_of_a_holder() -> None:
    made = town().link("exec", "has_right_over", "budget", right="decides")
    made.link("council", "delegates_to", "exec").link("exec", "delegates_to", "manager")
    made.link("council", "delegates_to", "officer").link("icb", "delegates_to", "board")
    assert route(only(made)) == ["council>exec?", "  exec>manager?"]
    assert len(unnamed_delegations(made.view())) == 4


def test_powers_that_go_round_in_a_circle_are_said_once() -> None:
    made = town().link("board", "delegates_to", "exec", matter="budget")
    made.link("exec", "delegates_to", "board", matter="budget")
    assert route(only(made)) == ["board>exec", "  exec>board (circle)"]


def test_a_matter_that_is_only_named_in_words_stands_after_those_on_the_map() -> None:
    made = town().link("council", "delegates_to", "exec", matter="appointments; Budget")
    made.link("exec", "escalates_to", "council", matter="Appointments", order=2)
    made.link("exec", "escalates_to", "board", matter="appointments", order=1)
    found = who_decides(made.view())
    assert [(each.name, each.node is None) for each in found] == [
        ("Budget", False),
        ("appointments", True),
    ]
    assert found[1].nobody
    assert route(found[1]) == ["council>exec"]
    assert [local_of(link.to_id) for link in found[1].escalations] == ["board", "council"]


def test_every_fact_about_a_matter_is_named_once() -> None:
    view = View(deciding_town(), DAY.replace(year=2026))
    by_name = {found.name: found for found in who_decides(view)}
    assert list(by_name) == ["Pooled budget", "dispute", "staffing"]
    budget = by_name["Pooled budget"]
    assert [local_of(node.id) for node in budget.decisions] == ["d1"]
    assert [local_of(link.from_id) for link in budget.named_for_it] == ["ann"]
    assert len(set(budget.fact_ids)) == len(budget.fact_ids) == 5


def test_a_map_without_such_facts_says_nothing() -> None:
    assert who_decides(Town().main().view()) == ()
