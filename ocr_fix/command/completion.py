"""`ocrfix completion`: what a shell needs to complete commands, options and their values."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ocr_fix.wording import worded

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_OCRFIX_COMPLETE"
"""By which the shell asks; click answers."""


@click.command("completion", short_help="Print what makes a shell complete commands and options.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and their values; the shell is to read it when it starts.

    bash: ocrfix completion bash > ~/.local/share/bash-completion/completions/ocrfix, or in ~/.bashrc: eval
    "$(ocrfix completion bash)". zsh, in ~/.zshrc after compinit: eval "$(ocrfix completion zsh)". fish: ocrfix
    completion fish > ~/.config/fish/completions/ocrfix.fish.
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(worded("this version of click does not know {shell}", shell=shell))
    source = kind(context.find_root().command, {}, "ocrfix", VARIABLE).source()
    # What stands behind the first comma is the value, which may have commas of its own (--format text,markdown).
    click.echo(source.replace('string split ","', 'string split --max 1 ","') if shell == "fish" else source)
