"""Who may decide: each matter with who has which right over it, and how powers were passed on.

A matter is a thing on the map, or words in a delegation, an escalation or a decision. Everything
that is shown on the day is in here, planned and disputed facts too; only what operates counts as
somebody who decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.facts.identifiers import area_of, natural_key
from graph.facts.model import Link, Node
from graph.kinds import link_attributes
from graph.matters import matters_of, texts
from graph.name_keys import name_key
from graph.sentences import attribute_words
from graph.view import View

# In the order of how much they weigh; "" is a right of which no kind is recorded.
RIGHTS = tuple(choice.word for choice in link_attributes("has_right_over")["right"].choices)
_NAMED_FOR_IT = ("accountable_for", "leads")


@dataclass(frozen=True, slots=True)
class DelegationStep:
    """A delegation on its way from who has the power; depth counts the steps before it.

    names_matter is false where it names none, so that it may or may not cover the matter. goes_on
    says that what its taker passes on stands above already, circle that it leads back.
    """

    link: Link
    depth: int
    names_matter: bool
    goes_on: bool = False
    circle: bool = False


@dataclass(frozen=True, kw_only=True)
class MatterRights:
    """A matter with all that is recorded of who may decide on it.

    node is None where it is only named in words. rights are links by the kind of right. deciding
    are the links that count: who decides, or must agree, on the day.
    """

    key: str
    name: str
    node: Node | None
    rights: Mapping[str, tuple[Link, ...]]
    deciding: tuple[Link, ...]
    route: tuple[DelegationStep, ...]
    escalations: tuple[Link, ...]
    named_for_it: tuple[Link, ...]
    decisions: tuple[Node, ...]

    @property
    def nobody(self) -> bool:
        """Whether nobody is recorded as deciding, alone or jointly."""
        return not self.deciding

    @cached_property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of all facts that say so, each once."""
        links = [link for found in self.rights.values() for link in found]
        links += [step.link for step in self.route]
        links += [*self.escalations, *self.named_for_it]
        ids = [self.node.id] if self.node else []
        ids += [link.id for link in links] + [node.id for node in self.decisions]
        return tuple(dict.fromkeys(ids))


def who_decides(view: View) -> tuple[MatterRights, ...]:
    """Return every matter with who may decide on it: those on the map first, each by name."""
    return view.derived(_who_decides)


def unnamed_delegations(view: View) -> tuple[Link, ...]:
    """Return the delegations that do not say which matter they are about, by id."""
    return tuple(f for f in view.shown.links_of("delegates_to") if not f.text("matter"))


def _who_decides(view: View) -> tuple[MatterRights, ...]:
    facts = view.shown
    called = {node.id: node.name for node in facts.of_kind("matter")}
    naming: dict[str, list[Link]] = {}
    escalating: dict[str, list[Link]] = {}
    decided: dict[str, list[Node]] = {}
    for link in facts.links_of("delegates_to", "escalates_to"):
        by_matter = naming if link.kind == "delegates_to" else escalating
        for key, words in _named(view, link):
            called.setdefault(key, words)
            by_matter.setdefault(key, []).append(link)
    for decision in facts.of_kind("decision"):
        for key, words in _named(view, decision):
            called.setdefault(key, words)
            decided.setdefault(key, []).append(decision)
    found = [
        _matter(view, key, name, naming.get(key, ()), escalating.get(key, ()), decided.get(key, ()))
        for key, name in called.items()
    ]
    return tuple(sorted(found, key=lambda m: (m.node is None, natural_key(m.name.casefold()))))


def _named(view: View, fact: Link | Node) -> list[tuple[str, str]]:
    """Return the matters that a fact is about: ids, and words of no matter on the map as a key."""
    matters = matters_of(view.shown)
    found: dict[str, str] = {}
    for said in texts(fact):
        for key in matters.called(said, area_of(fact.id)) or (name_key(said),):
            found.setdefault(key, said)
    return list(found.items())


def _matter(
    view: View,
    key: str,
    name: str,
    naming: Iterable[Link],
    escalating: Iterable[Link],
    decided: Iterable[Node],
) -> MatterRights:
    facts = view.shown
    node = facts.nodes.get(key)

    def by_name(links: Iterable[Link]) -> list[Link]:
        return sorted(links, key=lambda f: (natural_key(view.name(f.from_id).casefold()), f.id))

    rights: dict[str, tuple[Link, ...]] = {}
    held = by_name(facts.in_links(key, "has_right_over")) if node else []
    for right in (*RIGHTS, ""):
        rights[right] = tuple(link for link in held if (link.text("right") or "") == right)
    weighing = (*rights["decides"], *rights["must_agree"])
    return MatterRights(
        key=key,
        name=name,
        node=node,
        rights=rights,
        deciding=tuple(link for link in weighing if link.id in view.firm.links),
        route=_route(view, list(naming), {link.from_id for link in weighing}),
        escalations=tuple(sorted(escalating, key=lambda f: (step_order(f), f.from_id, f.id))),
        named_for_it=tuple(by_name(facts.in_links(key, *_NAMED_FOR_IT))) if node else (),
        decisions=tuple(sorted(decided, key=_newest_first)),
    )


def step_order(link: Link) -> tuple[bool, int]:
    """Return how escalations are sorted: by their step, those without one last."""
    order = link.number("order")
    return (order is None, order or 0)


def _newest_first(decision: Node) -> tuple[int, str]:
    day = decision.day("decided_on")
    return (-day.first.toordinal() if day else 0, decision.id)


def _route(view: View, naming: list[Link], holders: set[str]) -> tuple[DelegationStep, ...]:
    """Return the delegations of a matter from who has the power to who uses it, each once.

    One that names no matter belongs to it only as far as it leads on from, or back from, somebody
    who is recorded with the matter.
    """
    general: dict[str, list[Link]] = {}
    into: dict[str, list[Link]] = {}
    for link in unnamed_delegations(view):
        general.setdefault(link.from_id, []).append(link)
        into.setdefault(link.to_id, []).append(link)
    chosen = {link.id: link for link in naming}
    for starts, further, end in (
        (holders | {link.to_id for link in naming}, general, "to_id"),
        (holders | {link.from_id for link in naming}, into, "from_id"),
    ):
        waiting, seen = sorted(starts), set(starts)
        while waiting:
            for link in further.get(waiting.pop(), ()):
                chosen[link.id] = link
                reached = getattr(link, end)
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)
    return _in_order(view, chosen, {link.id for link in naming})


def _in_order(
    view: View, chosen: Mapping[str, Link], naming: set[str]
) -> tuple[DelegationStep, ...]:
    leaving: dict[str, list[Link]] = {}
    for link in sorted(chosen.values(), key=lambda f: (natural_key(view.name(f.to_id)), f.id)):
        leaving.setdefault(link.from_id, []).append(link)
    takers = {link.to_id for link in chosen.values()}
    by_name = sorted(leaving, key=lambda i: (natural_key(view.name(i)), i))
    steps: list[DelegationStep] = []
    opened: set[str] = set()
    # First from those who were given nothing; what is left goes round in a circle.
    for start in (*(i for i in by_name if i not in takers), *by_name):
        if start not in opened:
            _walk(start, leaving, naming, opened, steps)
    return tuple(steps)


def _walk(
    start: str,
    leaving: Mapping[str, list[Link]],
    naming: set[str],
    opened: set[str],
    steps: list[DelegationStep],
) -> None:
    """Add the steps that lead on from somebody, depth first; without recursion, chains are long."""
    opened.add(start)
    waiting: list[tuple[Link, tuple[str, ...]]]
    waiting = [(link, (start,)) for link in reversed(leaving[start])]
    while waiting:
        link, above = waiting.pop()
        taker = link.to_id
        circle, again = taker in above, taker in opened and taker in leaving
        steps.append(
            DelegationStep(link, len(above) - 1, link.id in naming, again and not circle, circle)
        )
        if taker in leaving and not again:
            opened.add(taker)
            waiting += [(further, (*above, taker)) for further in reversed(leaving[taker])]


def matter_words(view: View, fact: Link | Node) -> str:
    """Say which matters a fact is about, those on the map by name; "" where it names none."""
    found = (
        view.name(key) if key in view.shown.nodes else said for key, said in _named(view, fact)
    )
    return ", ".join(found)


def deciding_words(matter: MatterRights, view: View) -> str:
    """Say in a sentence who decides on a matter, alone or jointly, or that nobody is recorded."""
    deciding = matter.deciding
    alone = _names(view, (f for f in deciding if f.text("right") == "decides"))
    agreeing = _names(view, (f for f in deciding if f.text("right") == "must_agree"))
    if not deciding:
        shown = (*matter.rights["decides"], *matter.rights["must_agree"])
        yet = " yet: what is planned or disputed counts for nothing" if shown else ": ask"
        return f"Nobody is recorded as deciding{yet}."
    if not alone:
        if len(agreeing) > 1:
            return f"{_listed(agreeing)} decide together: each must agree."
        return f"Without {agreeing[0]} nothing is decided; who decides is not recorded: ask."
    if len(alone) > 1:
        said = f"{_listed(alone)} are each recorded as deciding"
    else:
        said = f"{alone[0]} decides"
    must = f"; {_listed(agreeing)} must agree" if agreeing else ""
    return f"{said}{must}."


def limit_notes(link: Link) -> tuple[str, ...]:
    """Say how far a right or a delegation goes: "up to £250,000", what no number says, reserved."""
    limit, words = attribute_words(link, "limit"), link.text("limit_words")
    may_pass = {None: "", True: "reserved: it cannot be delegated", False: "it may be delegated"}
    notes = (
        f"up to {limit}" if limit else "",
        words.rstrip(".") if words else "",
        may_pass[link.flag("reserved")],
    )
    return tuple(filter(None, notes))


def _names(view: View, links: Iterable[Link]) -> list[str]:
    return list(dict.fromkeys(view.name(link.from_id) for link in links))


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
