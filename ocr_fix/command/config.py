"""`ocrfix config`: which options are in force, and from where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from ocr_fix.command.configuration import (
    CONFIGURED,
    FILE,
    NAMED,
    commands_of,
    configuration,
    options_of,
    unknown_variables,
)

_DEFAULT = "default"


@click.command("config", short_help="Say which options are in force, and from where.")
@click.argument("name", metavar="[clean|batch]", type=click.Choice(CONFIGURED), default="clean")
@click.option("--config", "file", type=click.Path(path_type=Path), help=f"Take options from this file, not {FILE}.")
@click.pass_context
def config_command(context: click.Context, name: str, file: Path | None) -> None:
    """Say which options are in force for a command, cleaning a file or a batch, and where each is from.

    It is written as a file of options could be: `ocrfix config > ocrfix.toml` makes one.

    An option of the command line goes first, then OCRFIX_OPTION or OCRFIX_COMMAND_OPTION of the environment, then
    ocrfix.toml of the folder (or [tool.ocrfix] of pyproject.toml), then ocrfix.toml of the user. --config or
    OCRFIX_CONFIG names one file in place of both.
    """
    commands = commands_of(context)
    for line in _lines(commands[name], commands, file):
        click.echo(line)
    for variable in unknown_variables(commands):
        click.echo(f"ocrfix: {variable} is set and is no option of ocrfix", err=True)


def _lines(command: click.Command, commands: dict[str, click.Command], file: Path | None) -> Iterator[str]:
    given = configuration(command, commands, file)
    user = Path(click.get_app_dir("ocrfix")) / FILE
    yield f"# Options of `ocrfix{'' if command.name == 'clean' else f' {command.name}'}`, with where they are from."
    yield f"# Files: {FILE} or pyproject.toml here, {user}; {NAMED} names another."
    context = click.Context(command)
    for name, option in options_of(command).items():
        value = given[name].value if name in given else option.get_default(context)
        where = given[name].where if name in given else _DEFAULT
        if isinstance(value, str) and not isinstance(option.type, click.Path):
            cast = option.type_cast_value(context, value)  # what a variable says is text
            value = cast if isinstance(cast, bool | int | float) else value
        unset = not isinstance(value, str | bool | int | float | list)  # click says so in its own way
        yield f"# {name} =  # {where}" if unset else f"{name} = {json.dumps(value, ensure_ascii=False)}  # {where}"
