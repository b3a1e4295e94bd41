"""`ocrfix man`: the manual pages of all commands, made of what their help says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path

import click

from ocr_fix.system.files import make_folder, write_atomically
from ocr_fix.version import __version__

_VERBATIM = "\b"  # by which click knows paragraphs whose lines stay lines


@dataclass(frozen=True, slots=True)
class ManualPage:
    """What the help of a command says.

    Attributes:
        name: as it is typed: "ocrfix batch".
        summary: in one line.
        usage: what may follow the name.
        paragraphs: what it does, and what is said at the end; with line breaks where lines stay lines.
        options: how each is spelt, and what it does.
        commands: names and summaries of the other commands, on the page of the program.
    """

    name: str
    summary: str
    usage: str
    paragraphs: Sequence[str]
    options: Sequence[tuple[str, str]]
    commands: Sequence[tuple[str, str]] = ()


def manual_pages(group: click.Group) -> Iterator[ManualPage]:
    """A page of each command, that of the program first.

    Args:
        group: the program; a hidden command is its default.
    """
    root = click.Context(group, info_name="ocrfix")
    commands = {name: group.get_command(root, name) for name in group.list_commands(root)}
    shown = {name: command for name, command in commands.items() if command is not None and not command.hidden}
    others = [(name, command.get_short_help_str(200)) for name, command in shown.items()]
    for command in commands.values():
        if command is not None and command.hidden:
            yield _page(command, root, "ocrfix", group.help or "", others)
    for name, command in shown.items():
        yield _page(command, root, f"ocrfix {name}", command.get_short_help_str(200))


def as_man(page: ManualPage) -> str:
    """A page in the language of man(7)."""
    title = page.name.replace(" ", "-")
    parts = [f'.TH "{title.upper()}" "1" "" "ocrfix {__version__}" "User Commands"']
    parts += [".SH NAME", rf"{title} \- {_roff(page.summary)}", ".SH SYNOPSIS"]
    parts += [rf"\fB{_roff(page.name)}\fR {_roff(page.usage)}", ".SH DESCRIPTION"]
    for number, paragraph in enumerate(page.paragraphs):
        parts += [".PP"] * bool(number)
        parts += [".nf", _roff(paragraph), ".fi"] if "\n" in paragraph else [_roff(paragraph)]
    parts.append(".SH OPTIONS")
    for spelling, told in page.options:
        parts += [".TP", rf"\fB{_roff(spelling)}\fR", _roff(told)]
    if page.commands:
        parts.append(".SH COMMANDS")
        for name, told in page.commands:
            parts += [".TP", rf"\fBocrfix\-{_roff(name)}\fR(1)", _roff(told)]
    return "\n".join(parts) + "\n"


@click.command("man", short_help="Write manual pages for man(1).")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def man_command(context: click.Context, folder: Path) -> None:
    """Write a manual page of each command into FOLDER, such as ~/.local/share/man/man1; then `man ocrfix` shows it."""
    group = context.find_root().command
    if isinstance(group, click.Group):
        make_folder(folder)
        for page in manual_pages(group):
            write_atomically(folder / f"{page.name.replace(' ', '-')}.1", as_man(page))


def _page(
    command: click.Command,
    root: click.Context,
    name: str,
    summary: str,
    others: Sequence[tuple[str, str]] = (),
) -> ManualPage:
    context = command.context_class(command, info_name=name.rpartition(" ")[2], parent=root)
    records = [each.get_help_record(context) or ("", "") for each in command.get_params(context)]
    options = [(spelling, told) for spelling, told in records if told]
    paragraphs = [*_paragraphs(command.help or ""), *_paragraphs(command.epilog or "")]
    usage = " ".join(command.collect_usage_pieces(context))
    return ManualPage(name, summary.rstrip("."), usage, paragraphs, options, others)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in cleandoc(text).split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        if lines[0].strip() == _VERBATIM:
            yield "\n".join(lines[1:])
        elif any(lines):
            yield " ".join(lines)


def _roff(text: str) -> str:
    """Text that man(7) takes for itself: no line begins with a control character, and hyphens are those typed."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join([each if each.isascii() else f"\\[u{ord(each):04X}]" for each in escaped])
    return "\n".join(rf"\&{line}" if line[:1] in {".", "'"} else line for line in escaped.split("\n"))
