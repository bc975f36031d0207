"""A click group that imports a command's module only when it is used."""

import importlib
import io
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

import click

from cableroom.errors import EXIT_REFUSED, EXIT_USAGE, CableroomError
from cableroom.visible import visible


class LazyGroup(click.Group):
    """Commands by name -> ``module:attribute``, so that `--help` and one command stay quick."""

    def __init__(self, *args: Any, lazy: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the data, as the table has them."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give the command; None for an unknown name."""
        del ctx
        if cmd_name not in self.lazy:
            return None
        module, attribute = self.lazy[cmd_name].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        _refuse_what_is_no_text(command)
        return command


class _Text(click.types.StringParamType):
    """Text that has a UTF-8: a byte of the shell that is none reaches us as a lone surrogate."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        text: str = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError as exc:
            self.fail(f"character {exc.start + 1} is no text in UTF-8", param, ctx)
        return text


_TEXT: Final = _Text()


def _refuse_what_is_no_text(command: click.Command) -> None:
    """Let every text argument of the command, and of those below it, refuse what is none."""
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = _TEXT
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _refuse_what_is_no_text(below)


def run(group: click.Group, name: str, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``group`` and leave with an exit status of cableroom.errors.

    A fault that can be expected (wrong usage, a refusal, a full disk, no memory) is a sentence.
    """
    _open_what_is_closed()
    _spell_out_what_a_terminal_lacks()
    _leave_no_core()
    try:
        status = group.main(args=arguments, prog_name=name, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(f"{name}: stopped", err=True)
        status = EXIT_REFUSED
    except click.exceptions.Exit as exc:
        status = exc.exit_code
    except click.UsageError as exc:
        _show(exc)
        status = EXIT_USAGE
    except click.ClickException as exc:
        _show(exc)
        status = EXIT_REFUSED
    except CableroomError as exc:
        click.echo(visible(f"{name}: {exc.code}: {exc}"), err=True)
        if exc.hint:
            click.echo(f"  hint: {exc.hint}", err=True)
        status = exc.exit_status
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is wrong with us.
        sys.stderr.close()
        status = EXIT_REFUSED
    except OSError as exc:
        place = exc.filename if exc.filename is not None else "input or output"
        click.echo(visible(f"{name}: io-error: {place}: {exc.strerror or type(exc).__name__}"), err=True)
        status = EXIT_REFUSED
    except MemoryError:
        click.echo(f"{name}: no-memory: this needs more memory than there is", err=True)
        status = EXIT_REFUSED
    sys.exit(status if isinstance(status, int) else 0)


def _show(error: click.ClickException) -> None:
    """Print the error as click does; what it repeats of the arguments must not steer the terminal."""
    said = io.StringIO()
    error.show(said)
    click.echo(visible(said.getvalue()), err=True, nl=False)


def _open_what_is_closed() -> None:
    """Let a standard stream that our caller has closed (``2>&-``, some supervisors) be an empty one.

    Else nobody can be asked whether it is a terminal, and the next file that is opened gets its number.
    """
    # In the order of their numbers: the lowest that is free is taken.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as we run


def _leave_no_core() -> None:
    """Let the system write no memory of ours, nor of our workers, to a disk: it may hold texts and names."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _spell_out_what_a_terminal_lacks() -> None:
    """Let a terminal without some character have its number instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
