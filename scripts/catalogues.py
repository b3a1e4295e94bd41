"""Bring the catalogues of messages up to what the code says: new messages come in without a translation, old ones go.

Run it after a message was changed, translate what it names in `messages.po`, and run it again.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.command.message_language import HELPING, speaking
from ocr_fix.system.files import write_atomically
from ocr_fix.wording import CATALOGUES, DOMAIN, ENGLISH, LANGUAGES, use_language

Message = str | tuple[str, ...]
"""A message, or its forms for one and for many."""

_METHODS = [("**.html.j2", "jinja2.ext:babel_extract"), ("**.js", "javascript")]
_OPTIONS = {"**.js": {"parse_template_string": True}}
_KEYWORDS = {"worded": None, "worded_count": (1, 2)}
_CALLED = {
    "worded": 1,
    "phrase": 1,
    "worded_count": 2,
}  # functions by how many of their arguments are forms of a message
_BY_CLICK = {"_": 1, "ngettext": 2}
_MADE = datetime(2026, 11, 29, tzinfo=UTC)  # the same always, so that only messages make a difference


def said() -> Iterator[Message]:
    """Everything that the program says, in English."""
    folder = Path(ocr_fix.__file__).parent
    yield from _in_code(folder, _CALLED)
    for _, _, message, _, _ in extract_from_dir(str(folder), _METHODS, _OPTIONS, _KEYWORDS):
        yield message
    yield from dict.fromkeys(_help())


def said_by_click() -> Iterator[Message]:
    """What click says in our name."""
    yield from _in_code(Path(click.__file__).parent, _BY_CLICK)


def updated(language: str) -> Catalog:
    """The catalogue of a language with the messages of today, and the translations that it has of them."""
    with (_folder(language) / f"{DOMAIN}.po").open("rb") as file:
        before = read_po(file, locale=language)
    catalogue = Catalog(locale=language, header_comment="#", creation_date=_MADE, revision_date=_MADE, fuzzy=False)
    for message in dict.fromkeys((*said(), *said_by_click())):
        known = before.get(message)
        catalogue.add(message, known.string if known is not None else "", flags=known.flags if known else ())
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as programs read it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog, messages: Iterable[Message]) -> list[Message]:
    """Those of some messages that the catalogue has no translation of."""
    found = ((message, catalogue.get(message)) for message in messages)
    return [message for message, known in found if known is None or not known.string or not all(known.string)]


def main() -> int:
    """Write the catalogues; 1 where something is not translated."""
    code = 0
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        catalogue = updated(language)
        text = BytesIO()
        write_po(text, catalogue, width=120, no_location=True, sort_output=True)
        write_atomically(_folder(language) / f"{DOMAIN}.po", text.getvalue())
        write_atomically(_folder(language) / f"{DOMAIN}.mo", compiled(catalogue))
        for message in untranslated(catalogue, said()):
            code = 1
            print(f"{language}: not translated: {message}", file=sys.stderr)
    return code


def _folder(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES"


def _in_code(folder: Path, functions: Mapping[str, int]) -> Iterator[Message]:
    """The messages that calls of some functions in Python are given, also inside of each other."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                forms = node.args[: functions[node.func.id]]
                texts = [form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str)]
                if texts and len(texts) == len(forms):
                    yield texts[0] if len(texts) == 1 else tuple(texts)


def _help() -> Iterator[str]:
    use_language(ENGLISH)
    with click.Context(cli) as context:
        commands = [
            cli,
            *(command for name in cli.list_commands(context) if (command := cli.get_command(context, name))),
        ]
    for command in commands:
        for part in (speaking(command), *command.params):
            yield from (text for name in HELPING if (text := vars(part).get(name)))


if __name__ == "__main__":
    sys.exit(main())
