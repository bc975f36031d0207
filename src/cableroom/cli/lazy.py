"""A click group that imports a command's module only when it is used."""

import importlib
import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click

from cableroom.errors import EXIT_REFUSED, EXIT_USAGE, CableroomError


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
        return command


def run(group: click.Group, name: str, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``group`` and leave with an exit status of cableroom.errors.

    A fault that can be expected (wrong usage, a refusal, a disk error) is a sentence, never a traceback.
    """
    _spell_out_what_a_terminal_lacks()
    try:
        status = group.main(args=arguments, prog_name=name, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(f"{name}: stopped", err=True)
        status = EXIT_REFUSED
    except click.exceptions.Exit as exc:
        status = exc.exit_code
    except click.UsageError as exc:
        exc.show()
        status = EXIT_USAGE
    except click.ClickException as exc:
        exc.show()
        status = EXIT_REFUSED
    except CableroomError as exc:
        click.echo(f"{name}: {exc.code}: {exc}", err=True)
        if exc.hint:
            click.echo(f"  hint: {exc.hint}", err=True)
        status = exc.exit_status
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is wrong with us.
        sys.stderr.close()
        status = EXIT_REFUSED
    except OSError as exc:
        place = exc.filename if exc.filename is not None else "input or output"
        click.echo(f"{name}: io-error: {place}: {exc.strerror or type(exc).__name__}", err=True)
        status = EXIT_REFUSED
    sys.exit(status if isinstance(status, int) else 0)


def _spell_out_what_a_terminal_lacks() -> None:
    """Let a terminal without some character have its number instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
