"""The command line: every expected failure is one sentence on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from api.commands import (
    asking,
    catalogue,
    checking,
    comparing,
    engagement,
    loading,
    moving,
    partnership,
    proposing,
    reporting,
    safety,
    serving,
    suggesting,
)
from api.commands.output import prepare_streams, say
from api.errors import DONE, EXPECTED, WRONG_USE, exit_code

COMMANDS = (
    serving.demo,
    serving.serve,
    moving.examples,
    loading.template,
    loading.load,
    loading.problems,
    moving.import_,
    moving.export,
    checking.check,
    engagement.engagement,
    partnership.partnership,
    reporting.report,
    comparing.compare,
    comparing.measures,
    asking.path,
    asking.map_,
    proposing.what_if,
    proposing.scenarios,
    proposing.accept,
    proposing.drop,
    suggesting.suggest_,
    asking.areas,
    catalogue.rules,
    asking.kinds,
    safety.backup,
    safety.restore,
    safety.verify,
    safety.repair,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    prepare_streams()
    sys.exit(run(sys.argv[1:]))
