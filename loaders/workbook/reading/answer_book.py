"""What a person has answered, found by any word for a thing; what fits nothing is known at last."""

from collections.abc import Iterable

from graph.facts.dates import PartialDate
from graph.facts.identifiers import area_of, local_of
from graph.facts.model import Fact, Node
from graph.name_keys import name_key
from loaders.questions import ALL, ANSWER_OPTIONS, AnswersGiven


class AnswerBook:
    """The answers about a file, and which of them have answered anything."""

    def __init__(self, area: str, answers: AnswersGiven) -> None:
        self.area, self.answers = area, answers
        self._by_name = {
            option.name: {name_key(text): text for text in getattr(answers, option.name)}
            for option in ANSWER_OPTIONS
        }
        self._used: set[tuple[str, str]] = set()

    def short(self, fact_id: str) -> str:
        """Return an id as a person types it: without the area that the file is loaded into."""
        return local_of(fact_id) if area_of(fact_id) == self.area else fact_id

    def find(self, option: str, ids: Iterable[str], name: str = "") -> str | None:
        """Return the text of an answer about a thing with these ids, or this name; ALL as well.

        None where there is none.
        """
        texts = getattr(self.answers, option)
        if not texts:
            return None
        found = next((text for text in ids if text in texts), None)
        if found is None and name:
            found = self._by_name[option].get(name_key(name))
        if found is None and ALL in texts:
            found = ALL
        if found is not None:
            self._used.add((option, found))
        return found

    def says(self, option: str, fact: Fact) -> bool:
        """Say whether an answer was given about a fact: mistake, stays or again."""
        return self._about(option, fact) is not None

    def ended(self, fact: Fact) -> PartialDate | None:
        """Return the day until which a fact was so, as a person has said; None where nobody has."""
        text = self._about("ended", fact)
        return self.answers.ended[text] if text is not None else None

    def moves(self, fact: Fact) -> str | None:
        """Return what takes over what hangs on a thing, as a person has said; None: nobody has."""
        text = self._about("moves", fact)
        return self.answers.moves[text] if text is not None else None

    def is_gone(self, fact: Fact) -> bool:
        """Say whether somebody has said what became of a fact that a file has no more."""
        return any(self.says(option, fact) for option in ("ended", "mistake", "stays"))

    def names_each(self, fact: Fact) -> bool:
        """Say whether an answer that ends a fact is about this very one, not about all."""
        told = (self._about(option, fact) for option in ("ended", "mistake"))
        return any(text not in (None, ALL) for text in told)

    def _about(self, option: str, fact: Fact) -> str | None:
        name = fact.name if isinstance(fact, Node) else ""
        return self.find(option, (self.short(fact.id), fact.id), name)

    def unused(self) -> list[str]:
        """Return the texts of the answers that answered nothing."""
        return [
            text
            for option in ANSWER_OPTIONS
            for text in sorted(getattr(self.answers, option.name))
            if (option.name, text) not in self._used and text != ALL
        ]
