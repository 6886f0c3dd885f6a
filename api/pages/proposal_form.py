"""What an address or a form proposes for an area: its changes, one by one, and their effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.requests import Request

from api.errors import UsageError
from api.pages.ending_form import FIELDS as ENDING_FIELDS
from api.pages.ending_form import EndingForm, end_as_chosen, read_ending
from api.pages.frame import Frame
from api.pages.uploads import read_capped
from api.service.planned_things import Sort, likely, sort_of, sorts
from api.service.proposals import Proposal, effect_of, kinds_between, left_words, sentences, written
from api.service.reader import Reader
from api.service.scenarios import fact_id, scenario_of
from api.service.sights import Sight, sights
from graph.compare import Comparison
from graph.errors import GraphError, UnknownThing
from graph.facts.changes import Added, Change, Changed
from graph.facts.integrity import referenced_ids
from graph.facts.model import Node, Source
from graph.kinds import LINK_KIND
from graph.sentences import capital

MOST_BYTES = 2**19
ENDS = ("from", "to")
_FIELDS = (*ENDS, "kind", "fromIs", "toIs")
_MOST_FIELDS = 500


class NotOnTheMap(NamedTuple):
    """An end of a link that is no thing on the map: what it could be, and what is near by name."""

    end: str
    text: str
    near: tuple[Node, ...]
    sorts: tuple[Sort, ...]
    chosen: str

    @property
    def groups(self) -> dict[str, list[Sort]]:
        """What it could be, by kind of thing."""
        groups: dict[str, list[Sort]] = {}
        for sort in self.sorts:
            groups.setdefault(sort.group, []).append(sort)
        return groups


@dataclass
class ProposalForm:
    """Changes as an address proposes them; problem says why the last could not be added.

    opened is the scenario that they are, as it is kept; name and version are those of the one that
    they began with, which more may have been added to since. kinds are the kinds of link to choose
    from where an address names two ends and no kind; missing are the ends that are not on the map,
    to be added as planned. ending is a thing that an address would end, with what hangs on it,
    before anybody has said what becomes of that; told is what could not be done as it was asked.
    """

    reader: Reader
    frame: Frame
    changes: tuple[Change, ...]
    opened: str = ""
    problem: str = ""
    name: str = ""
    version: int = 0
    given: dict[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    missing: tuple[NotOnTheMap, ...] = ()
    ending: EndingForm | None = None
    told: tuple[str, ...] = ()

    @property
    def hanging(self) -> list[str]:
        """What hangs on the things that would end, and goes on without an end."""
        return left_words(self.effect)

    def with_end(self, end: str, node: Node) -> str:
        """Return the address of the form with another thing at one end of the link."""
        given = {name: text for name, text in self.given.items() if text} | {end: node.id}
        given.pop(f"{end}Is", None)
        return with_changes(self.frame, "scenarios", self.records, {**self.began, **given})

    @property
    def began(self) -> dict[str, str]:
        """The scenario that the changes began with, as an address or a form holds it."""
        return {"began": self.name, "seen": str(self.version)} if self.name else {}

    @property
    def added(self) -> list[Node]:
        """The things that are proposed."""
        facts = [change.fact for change in self.changes if isinstance(change, Added)]
        return [fact for fact in facts if isinstance(fact, Node)]

    @property
    def records(self) -> list[str]:
        """The changes as an address or a form holds them."""
        return [written(change) for change in self.changes]

    @cached_property
    def effect(self) -> Comparison:
        """What the changes would come to; raises Conflict and InvalidFact."""
        return effect_of(self.reader, self.frame.view, self.changes)

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """The changes in words with their numbers; that a scenario is a source goes unsaid."""
        said = enumerate(sentences(self.effect, self.changes))
        return [(i, text) for i, text in said if not _names_source(self.changes[i])]

    @property
    def sights(self) -> list[Sight]:
        """The main boards' lines of sight, before and after."""
        return sights(self.effect)

    def address(self, page: str, without: int | None = None) -> str:
        """Return the address of a page with these changes, or all but one of them."""
        gone = {without} if without is not None else set()
        lost: set[str] = set()
        if without is not None and isinstance(self.changes[without], Added):
            lost.add(fact_id(self.changes[without]))
        for i, change in enumerate(self.changes):
            # What needs a thing that is taken away, or changes it, goes with it.
            needed = referenced_ids(change.fact) if isinstance(change, Added | Changed) else ()
            if lost & {fact_id(change), *needed}:
                gone.add(i)
                lost.add(fact_id(change))
        kept = [record for i, record in enumerate(self.records) if i not in gone]
        return with_changes(self.frame, page, kept, self.began)


def with_changes(
    frame: Frame, page: str, records: Sequence[str], more: Mapping[str, str] | None = None
) -> str:
    """Return the address of a page of an area that tries changes."""
    changes = (("change", record) for record in records)
    query = QueryParams([*frame.viewpoint.items(), *changes, *(more or {}).items()])
    path = frame.link(page).partition("?")[0]
    return f"{path}?{query}" if str(query) else path


def _names_source(change: Change) -> bool:
    return isinstance(change, Added) and isinstance(change.fact, Source)


def read_proposal(reader: Reader, frame: Frame, query: QueryParams) -> ProposalForm:
    """Read what an address proposes: kept under scenario, else change by change, and one link more.

    What cannot be read or tried is left out and named as the form's problem.
    """
    proposal = Proposal(frame.view.snapshot)
    opened = query.get("scenario", "")
    name = query.get("began", "")
    version = version_of(query.get("seen", ""))
    try:
        if opened:
            kept = scenario_of(reader, frame.slug, opened)
            name, version = kept.name, kept.version
            for change in kept.changes:
                proposal.add(change)
        for text in query.getlist("change"):
            proposal.text(text)
        if proposal.changes:
            effect_of(reader, frame.view, proposal.changes)
    except (GraphError, UsageError) as error:
        return ProposalForm(reader, frame, (), opened, _sentence(error), name, version)
    given = {name: query.get(name, "").strip() for name in _FIELDS}
    before = tuple(proposal.changes)
    kinds: tuple[str, ...] = ()
    if any(given.values()):
        try:
            kinds = _more(proposal, given)
            if proposal.changes:
                effect_of(reader, frame.view, proposal.changes)
        except (GraphError, UsageError) as error:
            missing = not_on_the_map(frame, before, given)
            problem = _sentence(error)
            return ProposalForm(
                reader, frame, before, opened, problem, name, version, given, missing=missing
            )
    ending, ends = None, {name: query[name] for name in ENDING_FIELDS if query.get(name)}
    try:
        ending = read_ending(proposal, ends)
        if ending and "settled" in query:
            end_as_chosen(proposal, ending, query)
            effect_of(reader, frame.view, proposal.changes)
            ending, ends = None, {}
    except (GraphError, UsageError) as error:
        problem = _sentence(error)
        return ProposalForm(
            reader, frame, before, opened, problem, name, version, ends, ending=ending
        )
    made = tuple(proposal.changes)
    shown = (given if kinds else {}) | ends
    return ProposalForm(
        reader, frame, made, opened, "", name, version, shown, kinds,
        ending=ending, told=tuple(proposal.told),
    )  # fmt: skip


def version_of(text: str) -> int:
    """Return the version of a scenario that a form saw; 0 where it says none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _sentence(error: Exception) -> str:
    return capital(str(error))


def _more(proposal: Proposal, given: dict[str, str]) -> tuple[str, ...]:
    """Add the link of an address; return the kinds to choose from where it names none."""
    if not (given["from"] and given["to"]):
        raise UsageError("Choose where the link begins and where it ends.")
    ends = [_end(proposal, given[end], given[f"{end}Is"]) for end in ENDS]
    if given["kind"]:
        proposal.link(ends[0], given["kind"], ends[1])
        return ()
    kinds = tuple(kinds_between(*(proposal.node(end).kind for end in ends)))
    if not kinds:
        raise UsageError("No kind of link joins these two.")
    return kinds


def _end(proposal: Proposal, text: str, what: str) -> str:
    """Return the id of an end: a thing on the map, else one to add as planned."""
    try:
        return proposal.find(text)
    except UnknownThing:
        if not what:
            raise
        return proposal.thing(text, sort_of(what))


def not_on_the_map(
    frame: Frame, changes: Sequence[Change], given: Mapping[str, str]
) -> tuple[NotOnTheMap, ...]:
    """Return the ends that a form names and the map does not have."""
    proposal = Proposal(frame.view.snapshot)
    for change in changes:
        proposal.add(change)
    kinds = dict.fromkeys(ENDS, "")
    unknown: dict[str, UnknownThing] = {}
    for end in (end for end in ENDS if given[end]):
        try:
            kinds[end] = proposal.node(proposal.find(given[end])).kind
        except UnknownThing as error:
            unknown[end] = error
        except GraphError:
            continue
    missing = []
    for end, problem in unknown.items():
        link = given["kind"] if given["kind"] in LINK_KIND else ""
        fitting = sorts(link, end, kinds["from" if end == "to" else "to"], frame.day)
        chosen = given[f"{end}Is"] or likely(given[end], fitting)
        near = tuple(proposal.node(node_id) for node_id in problem.near_ids or ())
        missing.append(NotOnTheMap(end, given[end], near, tuple(fitting), chosen))
    return tuple(missing)


async def read_posted(request: Request) -> QueryParams:
    """Read the fields of a form, each as often as it comes; raises BadUpload where it is large."""
    text = (await read_capped(request, MOST_BYTES)).decode("utf-8", "replace")
    return QueryParams(parse_qsl(text, max_num_fields=_MOST_FIELDS))
