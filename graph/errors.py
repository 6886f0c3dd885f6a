"""What can go wrong in graph: each error is one sentence, with its facts as attributes."""

from collections.abc import Iterable, Sequence

from graph.near_names import near_names

# Facts that a sentence about many names one by one.
_MOST_TOLD = 10


def _or_list(words: Iterable[str]) -> str:
    """Join words as "a, b or c"."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


class GraphError(Exception):
    """Base of every expected error in graph."""


class UnknownThing(GraphError):
    """Something was asked for by a name or id that is not there."""

    def __init__(self, what: str, given: str, nearest: Sequence[str] = (), where: str = "") -> None:
        self.what, self.given, self.nearest = what, given, tuple(nearest)
        # Of a name that is no thing on a map: the ids of near ones, to choose from.
        self.near_ids: tuple[str, ...] | None = None
        place = f" {where}" if where else ""
        hint = f" Did you mean {_or_list(self.nearest)}?" if self.nearest else ""
        super().__init__(f"{self._missing(place)}.{hint}")

    def _missing(self, place: str) -> str:
        return f'There is no {self.what} "{self.given}"{place}'

    @classmethod
    def nearest_to(
        cls, what: str, given: str, known: Iterable[str], where: str = ""
    ) -> "UnknownThing":
        """Make the error with the known names that are nearest to what was given."""
        return cls(what, given, near_names(given, known), where)


class NoneOfKind(UnknownThing):
    """A thing was asked for by its kind (what), and none of that kind is there."""

    def _missing(self, place: str) -> str:
        return f"No {self.what} is{place}"


class AmbiguousName(GraphError):
    """A name fits more than one thing."""

    def __init__(self, given: str, candidates: Sequence[str]) -> None:
        self.given, self.candidates = given, tuple(candidates)
        super().__init__(f'"{given}" fits several things: use the id {_or_list(self.candidates)}.')


class InvalidFact(GraphError):
    """A fact breaks the model: what is wrong, with which value, and what would be right."""

    def __init__(self, fact: str, wrong: str, right: str, key: str = "", value: str = "") -> None:
        self.fact, self.wrong, self.right, self.key, self.value = fact, wrong, right, key, value
        super().__init__(f"{fact}: {wrong}; {right}." if fact else f"{wrong}; {right}.")


class InvalidLink(InvalidFact):
    """A link joins ends that its kind does not allow."""


class Conflict(GraphError):
    """Somebody else changed a thing first; names what changed."""

    def __init__(self, changed: Sequence[tuple[str, str]]) -> None:
        self.changed = tuple(changed)
        parts = "; ".join(f"{fact} {why}" for fact, why in self.changed)
        super().__init__(
            f"Nothing was written: {parts}. Read the area again and repeat the change."
        )


class KeyUsed(Conflict):
    """A batch was sent again under its key, and says something else than it did then.

    by says who wrote under the key and when, where that is known.
    """

    def __init__(self, batch: str, by: str = "") -> None:
        super().__init__([(batch, "was written with other content")])
        before = f"by {by}" if by else "before"
        self.args = (
            f"Nothing was written: other changes were written under this key {before}. Give new "
            "changes a key of their own.",
        )


class NotTakenBack(Conflict):
    """A batch cannot be taken back: names what has changed since, or hangs on it, and who did it.

    already says by whom, where it was taken back before.
    """

    def __init__(self, changed: Sequence[tuple[str, str]], already: str = "") -> None:
        super().__init__(changed)
        self.already = already
        parts = "; ".join(f"{fact} {why}" for fact, why in self.changed[:_MOST_TOLD])
        left = len(self.changed) - _MOST_TOLD
        more = f"; and {left:,} more" if left > 0 else ""
        right = "Take back what came later first, or change it by hand."
        said = f"{parts}{more}. {right}"
        if already:
            said = f"that was done by {already}. To have it back, take back what they did."
        self.args = (f"Nothing was taken back: {said}",)


class AccountTaken(GraphError):
    """An account is to have a name that another one has."""

    def __init__(self, name: str, taken: str) -> None:
        self.name, self.taken = name, taken
        how = "" if name == taken else f', written "{taken}"'
        super().__init__(f'There is an account "{name}" already{how}: choose another name.')


class AccountMoved(Conflict):
    """What is kept of an account, or of all, is not what somebody has seen of it."""

    def __init__(self, what: str, moved: str) -> None:
        super().__init__([(what, moved)])
        self.args = (f"Nothing was written: {what} {moved}. Look at it again, then repeat this.",)


class ScenarioGone(UnknownThing):
    """A scenario was asked for that somebody has accepted or dropped; became says who and when."""

    def __init__(self, name: str, became: str, where: str = "") -> None:
        self.became = became
        super().__init__("scenario", name, (), where)

    def _missing(self, place: str) -> str:
        return f'The scenario "{self.given}"{place} {self.became}'


class ScenarioMoved(Conflict):
    """Somebody kept, accepted or dropped a scenario first: moved says who, when and what.

    version is the one that is kept now; 0 where there is none of that name any more.
    """

    def __init__(self, name: str, moved: str, version: int, right: str) -> None:
        super().__init__([(f'the scenario "{name}"', moved)])
        self.name, self.version = name, version
        self.args = (f"Nothing was written: {moved}. {right}",)


class StoreError(GraphError):
    """The store cannot do its work."""


class StoreUnreachable(StoreError):
    """The store cannot be opened or reached."""


class StoreLocked(StoreUnreachable):
    """Another process has the store open."""


class DamagedStore(StoreUnreachable):
    """The files of the store are damaged, and nothing beside them makes them whole."""


class UndecidedStore(StoreError):
    """A store and its journal tell different things: nothing is written until somebody decides."""


class OlderStore(StoreError):
    """The store was made by an older version, and nobody said where to keep a backup of it."""


class NewerStore(StoreError):
    """The store or file was made by a newer version of the program."""
