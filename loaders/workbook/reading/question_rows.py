"""Rows of the sheet Questions: what became of a question, about a thing, a link or the area."""

from graph.facts.identifiers import full_id, question_id
from graph.facts.integrity import MAY_BE_ASKED, check_attribute
from graph.facts.model import Fact, Link, QuestionState
from graph.name_keys import name_key
from graph.near_names import near_names
from loaders.workbook.reading.cells import quoted, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.references import named
from loaders.workbook.reading.row_facts import filled_record, keep_fact
from loaders.workbook.reading.rows import RefusedRow, SheetRow


def make_question(state: LoadState, row: SheetRow) -> None:
    """Make what became of a question of a row; raises RefusedRow, BadCell and InvalidFact."""
    rule, attribute = row.text("rule"), row.text("attribute")
    if rule:
        _refuse_unknown_rule(row, rule)
    subject = row.values["subject"] = _subject(state, row, rule, attribute)
    made_id = question_id(state.area, rule, attribute, subject)
    if row.text("to"):
        row.values["to"] = _asked(state, row, state.known.get(made_id))
    about = state.fact(subject)
    if attribute and about:
        # Told at its row here: what is no attribute would be refused with the file as a whole.
        check_attribute(made_id, attribute, about)
    keep_fact(state, row, "question", filled_record(state, row, made_id))


def _refuse_unknown_rule(row: SheetRow, rule: str) -> None:
    # Here, since reading the checks takes time that a file without questions need not wait for.
    from graph.rules.run import RULES

    known = [one.id for one in RULES]
    if rule in known:
        return
    near = near_names(rule, known)
    right = f"did you mean {quoted(near)}" if near else "use the id of a check, as rules lists them"
    row.refuse("unknown-name", f'"{shown(rule)}" is no check', right, "rule")
    raise RefusedRow


def _subject(state: LoadState, row: SheetRow, rule: str, attribute: str) -> str:
    """Return the id of what a question is about, or the bare word of its check in brackets."""
    text = row.text("subject")
    if not text:
        return state.area
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip()
    as_id = full_id(text, state.area)
    kept = question_id(state.area, rule, attribute, as_id)
    # Of a link only the id tells; what is on record stays, though what it is about may be gone.
    if kept in state.known or isinstance(state.fact(as_id), Link):
        return as_id
    base, sign, part = text.partition("#")
    if sign and name_key(text) not in state.names.by_name:
        row.values["subject"] = base
    else:
        sign = part = ""
    return f"{named(state, row, 'subject')}{sign}{part}"


def _asked(state: LoadState, row: SheetRow, known: Fact | None) -> str:
    text = row.text("to")
    as_id = full_id(text, state.area)
    if isinstance(known, QuestionState) and known.to == as_id:
        return as_id
    to = named(state, row, "to", MAY_BE_ASKED)
    kind = state.names.kinds[to]
    if kind not in MAY_BE_ASKED:
        wrong = f'"{shown(text)}" is a thing of the kind {kind.replace("_", " ")}'
        right = "name the post or organisation that was asked, never a person"
        row.refuse("other-kind", wrong, right, "to")
        raise RefusedRow
    return to
