"""Commands whose modules are imported when they run: most of a short command's time is imports."""

import importlib

import click


class LazyCommand(click.Command):
    """A command by its name and help, as lists of commands show it; load brings the command."""

    def __init__(self, place: str, words: str) -> None:
        """Take where it stands below api.commands, and the first paragraph of its docstring."""
        self._module, _, self._function = place.rpartition(".")
        super().__init__(self._function.rstrip("_").replace("_", "-"), help=words)

    def load(self) -> click.Command:
        """Import the command's module, and return the command."""
        loaded = getattr(importlib.import_module(f"api.commands.{self._module}"), self._function)
        if not isinstance(loaded, click.Command):
            raise TypeError(f"{self._function} of api.commands.{self._module} is no command")
        return loaded


class LazyGroup(click.Group):
    """A group that loads only the command that is run."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, loaded, with what is left of them."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, LazyCommand) else command, rest
