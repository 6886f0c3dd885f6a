"""The command line: every expected failure is one sentence on stderr and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from api.access.names import local_person
from api.access.persons import Via, acting_as
from api.commands.lazy_group import LazyCommand, LazyGroup
from api.commands.output import prepare_streams, say
from api.errors import DONE, EXPECTED, WRONG_USE, exit_code

# The first paragraph of what each command says of itself, by module and function.
_WORDS = {
    "serving.demo": "Show the bundled areas; nothing is kept.",
    "serving.serve": (
        "Serve the store's pages and GraphQL on this machine, or on a network to whoever signs in."
    ),
    "moving.examples": (
        "Put the bundled areas (all, or those named) into the store; again changes nothing."
    ),
    "loading.template": "Write the empty workbook, with lists to choose from and a guide.",
    "loading.load": "Load workbooks (XLSX, XLS, ODS) or folders of CSVs into an area.",
    "loading.problems": "List what can be wrong with a file, and what would be right.",
    "moving.import_": "Bring in an area from an archive that export made.",
    "moving.export": (
        "Write an area to a file: an archive that import reads back, or sheets that load reads."
    ),
    "checking.check": (
        "Check an area: what to act on, what to ask, what is fine, each with its source."
    ),
    "question_states.questions": (
        "List the questions of an area: what is not recorded, who was asked, and what became of it."
    ),
    "question_states.question": (
        "Say what became of a question: whom you asked, until when, or why it is not yours."
    ),
    "engagement.engagement": (
        "Say which partners have a key role and have been seen less, and of which we do not know."
    ),
    "partnership.partnership": (
        "Answer the twelve questions and nine barriers, and list partners, money and risks."
    ),
    "decisions.decisions": (
        "Say who may decide on each matter, or on MATTER, up to what, and by whose delegation."
    ),
    "quorum.quorum": (
        "Say which organisations each body, or BODY, cannot meet without, and how near it came."
    ),
    "reporting.report": (
        "Write an area's report for a board: .docx for a word processor, .html works offline."
    ),
    "comparing.compare": (
        "Say what differs between two days, from another area, with a scenario, or in the record."
    ),
    "telling.history": (
        "List what was written of an area: what changed, who wrote it, by which door, from what."
    ),
    "comparing.measures": (
        "Say what hangs on one thing, and measure who holds the network together."
    ),
    "asking.path": (
        "Line of sight between two things, or how far it gets and what would complete it."
    ),
    "drawing.map_": (
        "Draw the map as one file: .html works offline, .svg and .png are the same picture."
    ),
    "proposing.what_if": (
        "Try changes on an area: what would open, close and move. Nothing is written."
    ),
    "proposing.scenarios": "List the scenarios kept of an area.",
    "proposing.accept": "Write a scenario's changes into the record, all of them or none.",
    "proposing.drop": "Drop a scenario; the record stays as it is.",
    "suggesting.suggest_": (
        "Say the smallest step that would close a finding, for each thing it is open for."
    ),
    "listing.areas": "List the areas in the store.",
    "catalogue.rules": "List the checks, or show one with its guidance, as they stand on a day.",
    "listing.kinds": (
        "List the kinds of thing and of link, with what each may join, and every list of words."
    ),
    "accounts.user": (
        "Manage accounts, for a service that people sign in to: add, list, disable and more."
    ),
    "accounts.grant": (
        "Give an account a role on an area, or on every area; with --revoke take it back."
    ),
    "accounts.token": "Issue a token for a program of an account's holder; it is printed alone.",
    "safety.backup": (
        "Write every area with its history and places to a new folder, as plain files."
    ),
    "safety.restore": "Put everything from a backup into an empty store: all of it, or nothing.",
    "safety.verify": (
        "Check that a store, or a backup, is whole; say what was checked, and each fault."
    ),
    "safety.repair": (
        "Say whether a store and its journal meet; with --keep, let one of them count."
    ),
}
# Objects made until Python looks for circles among them. At its own 700 that is a third of what
# checking England's 153 areas takes (7.5 instead of 5.2 s of a processor). Memory grows by 20 MB
# so, and would by 90 MB if it never looked. The service sets its own.
SELDOM = 200_000
COMMANDS = tuple(LazyCommand(place, words) for place, words in _WORDS.items())


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="goldenthread", message="goldenthread %(version)s")
def cli() -> None:
    """Who answers to whom in a family hub partnership, checked against published guidance.

    Try "goldenthread demo" first: it shows eight councils and an invented town.
    """


for command in COMMANDS:
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code."""
    try:
        # Commands act as the user of this machine, who owns and keeps all of it.
        with acting_as(local_person(os.environ, Via.COMMAND)):
            result = cli.main(args=list(arguments), prog_name="goldenthread", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message(), err=True)
        return WRONG_USE
    except click.ClickException as error:
        hint = ""
        if isinstance(error, click.UsageError) and error.ctx:
            hint = f' See "{error.ctx.command_path} --help".'
        said = error.format_message()
        say(f"{said}{'' if said.endswith(('.', '?')) else '.'}{hint}", err=True)
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        say("Stopped.", err=True)
        return WRONG_USE
    except EXPECTED as error:
        say(str(error), err=True)
        return exit_code(error)
    except SystemExit:
        # click ends so where a reader such as head has gone: nobody is left to be told.
        _let_go()
        return WRONG_USE
    except OSError as error:
        _let_go()
        where, why = error.filename or "What is printed", error.strerror or "it failed"
        say(f"{where} cannot be read or written ({why}): choose another place.", err=True)
        return WRONG_USE
    return result if isinstance(result, int) else DONE


def _let_go() -> None:
    """Leave the broken output alone, which Python would try once more to write to at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(SELDOM)
    prepare_streams()
    sys.exit(run(sys.argv[1:]))
