"""The form that ends a thing: all that hangs on it is listed, and asked about, before it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from api.errors import UsageError
from api.service.proposals import Proposal
from graph.endings import ENDS, FATES, MOVES, STAYS, Ending
from graph.errors import GraphError
from graph.facts.dates import PartialDate
from graph.facts.model import Fact, Meeting, Node
from graph.hanging import LISTS, Hanging, asks_who_took_over, hanging, hanging_words
from graph.sentences import capital, fact_sentence
from graph.succession import successions

FIELDS = ("end", "until", "successor", "takesOver")
_FATE = "fate."  # of a group or a fact, before its key or id


@dataclass(frozen=True, slots=True)
class HangingRow:
    """One fact that hangs on a thing, in a sentence."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HangingRows:
    """A group of what hangs on a thing, with each of its facts."""

    key: str
    title: str
    rows: tuple[HangingRow, ...]

    @property
    def can_move(self) -> bool:
        """Say whether it can go over to another: a list of one thing is no other's."""
        return self.key != LISTS.key


@dataclass(frozen=True, slots=True)
class EndingForm:
    """How a thing is to end: what hangs on it, and the fates to choose from.

    chosen is the fate that is offered first; asks_who says that nobody is named to take over from
    a formal body that has members or lines.
    """

    ending: Ending
    thing: Node
    successors: tuple[Node, ...]
    groups: tuple[HangingRows, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: str
    asks_who: bool

    def choices_of(self, group: HangingRows) -> tuple[tuple[str, str], ...]:
        """Return the fates to choose from for a group, each with its words."""
        kept = (ENDS, STAYS)
        return self.choices if group.can_move else tuple(c for c in self.choices if c[0] in kept)

    @property
    def count(self) -> int:
        """How many facts hang on it."""
        return sum(len(group.rows) for group in self.groups)


def read_ending(proposal: Proposal, query: Mapping[str, str]) -> EndingForm | None:
    """Read what ends by an address, and what hangs on it; None where nothing is said to end.

    Raises UsageError, UnknownThing and InvalidFact.
    """
    given = {name: query.get(name, "").strip() for name in FIELDS}
    if not given["end"]:
        if any(given.values()):
            raise UsageError("Say what ends: a thing on the map, by its name or id.")
        return None
    thing = proposal.node(proposal.find(given["end"]))
    if not given["until"]:
        return None
    until = proposal.day(given["until"])
    heirs = [name for name in map(str.strip, _names(proposal, given["successor"])) if name]
    ending = proposal.ending(thing.id, until, heirs, given["takesOver"])
    snapshot = proposal.as_proposed()
    kept = [link.to_id for link in successions(snapshot).after(thing.id)]
    nodes = tuple(proposal.node(heir) for heir in dict.fromkeys((*ending.successors, *kept)))
    return EndingForm(
        ending=Ending(thing.id, until, tuple(node.id for node in nodes), ending.since),
        thing=thing,
        successors=nodes,
        groups=tuple(_rows(proposal, group) for group in hanging(snapshot, thing.id, until)),
        choices=_choices(nodes),
        chosen=ENDS if not nodes else MOVES if len(nodes) == 1 else STAYS,
        asks_who=not nodes and asks_who_took_over(snapshot, _over(thing, until)),
    )


def end_as_chosen(proposal: Proposal, form: EndingForm, query: QueryParams) -> None:
    """Add what a form that has been filled in says becomes of a thing and what hangs on it."""
    fates = {
        name.removeprefix(_FATE): fate
        for name, fate in query.items()
        if name.startswith(_FATE) and fate
    }
    successors = [node.id for node in form.successors]
    since = str(form.ending.since or "")
    proposal.end(form.thing.id, str(form.ending.until), successors, since, fates)


def _names(proposal: Proposal, text: str) -> list[str]:
    """Return the names of successors: one, or several with semicolons between."""
    if ";" not in text:
        return [text]
    try:
        return [proposal.find(text)]
    except GraphError:
        return text.split(";")


def _rows(proposal: Proposal, group: Hanging) -> HangingRows:
    snapshot = proposal.as_proposed()

    def row(fact: Fact) -> HangingRow:
        said = fact_sentence(fact, snapshot)
        said = f"{hanging_words(fact, snapshot)}." if isinstance(fact, Meeting) else said
        return HangingRow(fact.id, capital(said))

    return HangingRows(group.key, group.title, tuple(map(row, group.facts)))


def _choices(successors: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fates to choose from, each with its words."""
    over: tuple[tuple[str, str], ...] = ()
    if len(successors) == 1:
        over = ((MOVES, f"goes over to {successors[0].name}"),)
    elif successors:
        over = tuple((node.id, f"goes over to {node.name}") for node in successors)
    return ((ENDS, FATES[ENDS]), *over, (STAYS, FATES[STAYS]))


def _over(thing: Node, until: PartialDate) -> Node:
    return replace(thing, until=until)
