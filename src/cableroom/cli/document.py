"""``python -m cableroom.cli.document``: the commands' own help -> docs/cli.md, on the standard output.

The page is never written by hand; ``make docs`` makes it, and a test says when it is stale.
"""

from collections.abc import Iterator
from typing import Final

import click

from cableroom.cli.private import cableroom
from cableroom.cli.public import cableroom_reader

_WIDTH: Final = 100
_PROGRAMS: Final = ((cableroom, "cableroom"), (cableroom_reader, "cableroom-reader"))
_HEAD: Final = """\
# The command line

Written by `make docs` from the commands' own help; change it there.

Two programs: `cableroom` for editors, who may see everything, and `cableroom-reader` for the
reading room, which sees only what is published.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | refused or failed; nothing was changed, or the message says what was |
| 2 | done, and some records were rejected |
| 64 | wrong usage |
| 75 | another process is writing to the archive |

What goes wrong is one line, `cableroom: CODE: sentence`, and a line that begins with `hint:`.
The codes are in [errors.md](errors.md), the settings in [settings.md](settings.md).
"""


def commands() -> Iterator[tuple[str, click.Context]]:
    """Give every command with the words that call it, groups before their members."""
    for group, name in _PROGRAMS:
        yield from _below(group, name, None)


def document() -> str:
    """Return docs/cli.md."""
    return "\n".join([_HEAD, *(_section(words, context) for words, context in commands())])


def _below(
    command: click.Command, words: str, parent: click.Context | None
) -> Iterator[tuple[str, click.Context]]:
    # The parent's words are in `words` already, and a fixed width makes the page the same everywhere.
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, info_name=words.rpartition(" ")[2], parent=parent, **settings)
    yield words, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            assert member is not None
            yield from _below(member, f"{words} {name}", context)


def _section(words: str, context: click.Context) -> str:
    level = "##" if context.parent is None else "###"
    lines = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    return f"{level} {words}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    click.echo(document(), nl=False)
