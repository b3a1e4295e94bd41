"""The options that every command which cleans documents has, and the `Options` they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import click
from click.shell_completion import CompletionItem

from ocr_fix.command.configuration import config_option
from ocr_fix.errors import OptionError
from ocr_fix.options import QUESTION, SPELT, Options, read_confusions, read_password, read_words
from ocr_fix.output import FORMATS, parse_formats

Command = TypeVar("Command", bound=Callable[..., Any])


class Formats(click.ParamType[tuple[str, ...]]):
    """One or several formats of output, with commas between."""

    name = "formats"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The formats, each once, in the order given."""
        if isinstance(value, tuple):
            return value
        try:
            return parse_formats(value)
        except OptionError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The formats that the last of several may become."""
        before, comma, begun = incomplete.rpartition(",")
        names = [name for name in FORMATS if name.startswith(begun) and name not in before.split(",")]
        return [CompletionItem(before + comma + name) for name in names]


def format_option(command: Command) -> Command:
    """Give a command the option that says what to write."""
    return click.option(
        "--format",
        "forms",
        type=Formats(),
        default="text",
        show_default=True,
        metavar="FORMATS",
        help=f"What to write, several with commas between: {', '.join(FORMATS.own)}.",
    )(command)


# What is given as a file or as a list in one word, and how it is read.
_READ: Mapping[str, Callable[[Any], object]] = {
    "words": read_words,
    "never": read_words,
    "confusions": read_confusions,
    "languages": lambda codes: tuple(codes.split("+")),
}
_ASKED = tuple(each for each in fields(Options) if QUESTION in each.metadata)


_PASSWORD_FILE = click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="A file whose first line is the password of locked PDFs.",
)


def _option(asked: Field[Any], hint: object) -> Callable[[Command], Command]:
    """The option of a field: its type, default and question are those of the field."""
    name, question = f"--{asked.name.replace('_', '-')}", asked.metadata[QUESTION]
    if hint is bool:
        spelt = f"--no-{asked.name}" if asked.default else name
        return click.option(spelt, asked.name, is_flag=True, help=question)
    if asked.name == "languages":
        return click.option(
            name, default="+".join(Options().languages), show_default=True, metavar="CODES", help=question
        )
    if asked.name in _READ or Path in get_args(hint):
        return click.option(name, type=click.Path(path_type=Path), help=question)
    if get_origin(hint) is Literal:
        kind: click.ParamType[Any] | None = click.Choice(get_args(hint))
    else:
        kind = click.FloatRange(0.0, 1.0) if hint is float else None
    metavar = None if kind is not None else "TEXT" if asked.name == "password" else "NAME"
    return click.option(
        asked.metadata.get(SPELT, name),
        asked.name,
        type=kind,
        default=asked.default,
        show_default=True,
        metavar=metavar,
        help=question,
    )


def cleaning_options(command: Command) -> Command:
    """Give a command the options that say how a document is read and corrected; it gets `options`, as they were chosen.

    Raises (the command that is made):
        OptionError: a value is out of its range, or a file that is named cannot be read.
    """

    @wraps(command)
    def asking(**values: Any) -> object:  # noqa: ANN401 - as click gives them
        file = values.pop("password_file")
        chosen = {each.name: values.pop(each.name) for each in _ASKED}
        if file is not None:
            chosen["password"] = read_password(file)
        return command(options=_chosen(chosen), **values)

    hints = get_type_hints(Options)
    made = cast("Command", asking)
    for each in reversed(_ASKED):
        made = _option(each, hints[each.name])(made)
        if each.name == "password":
            made = _PASSWORD_FILE(made)
    return config_option(made)


def _chosen(values: Mapping[str, Any]) -> Options:
    """The options that click's values stand for; what was not given has the default of its field."""
    given = {name: value for name, value in values.items() if value is not None}
    found: dict[str, Any] = {name: _READ[name](value) if name in _READ else value for name, value in given.items()}
    return Options(**{**found, "correct": not found["correct"]})
