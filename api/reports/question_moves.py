"""What became of questions between the two sides of a comparison, and questions by their names."""

from graph.compare import Comparison
from graph.errors import UnknownThing
from graph.facts.model import Fact, QuestionState, Snapshot
from graph.question_sentences import state_words
from graph.rules.registry import rule_by_id
from graph.sentences import asked_about, capital, fact_sentence, fact_title


def question_name(question: QuestionState, snapshot: Snapshot) -> str:
    """Name a question as its check is called, not by the check's id: "A chair" about the Board."""
    if not question.rule:
        return asked_about(question, snapshot)
    try:
        title = rule_by_id(question.rule).title
    except UnknownThing:  # a check of another day, which is asked no more
        title = question.rule
    return f'"{title}" about {fact_title(snapshot, question.subject)}'


def written_sentence(fact: Fact, snapshot: Snapshot) -> str:
    """Say a fact in a sentence, a question by the name of its check."""
    said = fact_sentence(fact, snapshot)
    if not isinstance(fact, QuestionState):
        return said
    return said.replace(asked_about(fact, snapshot), question_name(fact, snapshot), 1)


def question_moves(found: Comparison) -> tuple[str, ...]:
    """Say what became of questions between two views of one area, a sentence each.

    It is what one side has on record and the other has not; between two days of one record, what is
    dated after the earlier and up to the later.
    """
    before, after = found.before, found.after
    if before.snapshot.area.slug != after.snapshot.area.slug:
        return ()
    olds, news = before.snapshot.questions, after.snapshot.questions
    told = []
    for state_id, new in news.items():
        old = olds.get(state_id)
        if old == new and not before.day < new.on <= after.day:
            continue
        was = f" Before: {_words(old, before.snapshot)}." if old and old != new else ""
        said = f"{question_name(new, after.snapshot)}: {_words(new, after.snapshot)}"
        told.append(f"{capital(said)} (recorded by {new.by}).{was}")
    for state_id, old in olds.items():
        if state_id not in news:
            said = f"{question_name(old, before.snapshot)}: counts as not asked again"
            told.append(f"{capital(said)}. Before: {_words(old, before.snapshot)}.")
    return tuple(sorted(told))


def _words(question: QuestionState, snapshot: Snapshot) -> str:
    def name(node_id: str) -> str:
        node = snapshot.nodes.get(node_id)
        return node.name if node else node_id

    return state_words(question, name)
