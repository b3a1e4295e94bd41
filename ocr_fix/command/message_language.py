"""The language of the command line: chosen before anything is said, also by click, and of help as well."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from inspect import cleandoc
from itertools import pairwise

import click

from ocr_fix.wording import CATALOGUES, DOMAIN, LANGUAGES, preferred_language, use_language, worded

OPTION = "--ui-language"


def speak(arguments: Sequence[str]) -> None:
    """Say everything in the language that the arguments name, else in that of the environment; click as well."""
    named = [word.removeprefix(f"{OPTION}=") for word in arguments if word.startswith(f"{OPTION}=")]
    named += [after for word, after in pairwise(arguments) if word == OPTION]
    language = named[-1] if named else preferred_language()
    use_language(language)
    os.environ["LANGUAGE"] = language  # by which click and the processes that are begun know it
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))


def in_front(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments at the beginning that name the language, where these come before the command."""
    if not arguments or arguments[0].partition("=")[0] != OPTION:
        return ()
    return arguments[: 1 if "=" in arguments[0] else 2]


def speaking(command: click.Command) -> click.Command:
    """The command with the option for the language, and with its help in the language in use."""
    if all(OPTION not in parameter.opts for parameter in command.params):
        command.params.append(_option())
    for part in (command, *command.params):
        found = {name: cleandoc(text) for name in HELPING if (text := vars(part).get(name))}
        for name, english in vars(part).setdefault("_english", found).items():
            setattr(part, name, worded(english))
    return command


HELPING = ("help", "short_help", "epilog")
"""What click's commands and options have for people to read."""


def _say_in(context: click.Context, option: click.Parameter, language: str | None) -> None:
    """Say the rest in a language that a file of options or a variable names."""
    if language is not None:
        use_language(language)


def _option() -> click.Option:
    return click.Option(
        [OPTION],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=_say_in,
        help="The language of messages, help and pages; by default that of the environment.",
    )
