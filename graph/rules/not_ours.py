"""Silence of which somebody has said, with a reason, that the question is not ours.

It is the one thing said of a question that moves an outcome. It answers a silence alone: a fact, an
own contradiction and a list that is declared complete have been decided before it is asked for.
What an Act asks for stays a question, with what was said shown beside it.
"""

from graph.kinds.question_words import NOT_OURS
from graph.question_sentences import state_words
from graph.rules.finding import NotApplicableBecause, Outcome, SubjectFinding
from graph.rules.registry import Rule
from graph.view import View


def unless_not_ours(silent: SubjectFinding, rule: Rule, view: View) -> SubjectFinding:
    """Return a silence as it stands, or as not applicable where it was said not to be ours."""
    if not view.questions:
        return silent
    said = view.question(silent.key, rule=rule.id)
    if said is None or said.state != NOT_OURS:
        return silent
    facts = tuple(dict.fromkeys((*silent.facts, said.id)))
    words = f"{state_words(said, view.name)} (recorded by {said.by})."
    if rule.from_an_act:
        stays = "An Act asks for it, so it stays a question, though it was"
        return silent._replace(sentence=f"{silent.sentence} {stays} {words}", facts=facts)
    return silent._replace(
        outcome=Outcome.NOT_APPLICABLE,
        sentence=f"{words[0].upper()}{words[1:]}",
        facts=facts,
        lists=(),
        because=NotApplicableBecause.NOT_OURS,
    )
