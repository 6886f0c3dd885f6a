"""Lines of a journal into a store that is behind: as each transaction wrote it, so again."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from graph.facts.changes import ChangeRecord
from graph.facts.history_json import from_history_record
from graph.facts.journal_entries import Entry, fact_of
from graph.facts.scenarios import from_end_record, from_scenario_record
from graph.stores import operations, scenario_operations
from graph.stores.operations import FactLookup, Run
from graph.stores.rows import scenario_row
from graph.stores.statements import text
from graph.stores.write_facts import FactWrite, write_facts


def replay(run: Run, entries: Iterable[Entry]) -> None:
    """Write again what one transaction wrote; it was checked then.

    What cannot be read raises InvalidFact, LookupError, TypeError or ValueError.
    """
    records: list[ChangeRecord] = []
    for word, some in groupby(entries, key=lambda entry: next(iter(entry))):
        contents = [entry[word] for entry in some]
        match word:
            case "change" | "past":
                told = [from_history_record(content) for content in contents]
                if word == "change":
                    _write_changes(run, told)
                records += told
            case "revision":
                # Together with the changes that raise it: a revision has the stamp of the last.
                raised = {content["area"]: int(content["number"]) for content in contents}
                _write_history(run, records, raised)
                records = []
            case _:
                _replay_others(run, word, contents)
    if records:
        _write_history(run, records, {})


def _write_changes(run: Run, records: Sequence[ChangeRecord]) -> None:
    look = FactLookup(run)
    moved = {record.fact_id: record.after or record.before for record in records}
    writes = operations.fact_writes(records, look)
    write_facts(run, writes, operations.kinds_of(moved, look))
    operations.write_moves(run, records)


def _write_history(run: Run, records: Sequence[ChangeRecord], raised: dict[str, int]) -> None:
    batches = {record.batch: record.revision for record in records}
    operations.write_history(run, records, raised, batches)


def _replay_others(run: Run, word: str, contents: Sequence[Entry]) -> None:
    match word:
        case "fact":
            facts = [fact_of(content) for content in contents]
            kind = operations.kinds_of({fact.id: fact for fact, _ in facts}, FactLookup(run))
            write_facts(run, [FactWrite(None, fact, version) for fact, version in facts], kind)
        case "place":
            for content in contents:
                moved = {content["thing"]: (content["x"], content["y"])}
                operations.write_places(run, content["area"], content["layout"], moved)
        case "forgotten":
            for content in contents:
                run(text("forget_places"), dict(content))
        case "scenario":
            rows = [scenario_row(from_scenario_record(content)) for content in contents]
            run(text("keep_scenarios"), {"rows": rows})
        case "end":
            for content in contents:
                scenario_operations.write_end(run, from_end_record(content))
        case "schema":
            run(text("keep_schema_version"), {"schema_version": contents[-1]["version"]})
        case _:
            raise ValueError(f'no entry is called "{word}"')
