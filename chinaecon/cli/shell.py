"""How a command ends: exit codes, errors in one place, broken pipes and interruptions."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any, Literal

import typer
from typer.core import TyperGroup

from chinaecon.errors import ChinaeconError

FINDINGS, REFUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

# boxes and colours are for people at a terminal; a pipe or a file gets plain text
HELP_STYLE: Literal["rich"] | None = "rich" if sys.stdout.isatty() else None


class Shell(TyperGroup):
    """A group of commands that turns what goes wrong on purpose into a message and a code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; its errors go to stderr without a traceback."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except ChinaeconError as error:
            typer.echo(f"chinaecon: {error}", err=True)
            raise typer.Exit(REFUSED) from None
        except BrokenPipeError:
            _silence()
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def examples(*lines: str) -> str:
    r"""Return the end of a help page: examples, one a line.

    Parameters
    ----------
    *lines : str
        Commands as one would type them.

    Returns
    -------
    str
        Marked so that neither rich nor plain help joins the lines.

    Examples
    --------
    >>> examples("chinaecon list").split()
    ['\x08', 'Examples:', 'chinaecon', 'list']
    """
    if HELP_STYLE:
        return "\n\n".join(["Examples:", *lines])
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def _silence() -> None:
    """Point stdout to nowhere, so that Python does not complain of the closed pipe at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
