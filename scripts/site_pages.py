"""A hook of MkDocs: pages of the site that stand elsewhere in the repository, and references made of the program."""

from __future__ import annotations

import inspect
import logging
import posixpath
import re
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.command.manual import ManualPage, manual_pages

ROOT = Path(__file__).parents[1]
ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "benchmarks/archive.md": "archive-runs.md",
    "benchmarks/results.md": "results.md",
    "benchmarks/sweep.md": "sweep.md",
    "models/README.md": "models.md",
    "samples/README.md": "samples.md",
    "wordlists/README.md": "wordlists.md",
}
"""Pages by where they stand in the repository, and where in the site."""

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_log = logging.getLogger("mkdocs.hooks")  # whose warnings are errors where the site is built strict
_HERE = re.compile(r"[a-z]+:|#")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that stand elsewhere, and those that are made."""
    for path, name in ELSEWHERE.items():
        files.append(File.generated(config, name, abs_src_path=str(ROOT / path)))
    for picture in (ROOT / "benchmarks" / "plots").glob("*.png"):
        files.append(File.generated(config, f"plots/{picture.name}", abs_src_path=str(picture)))
    assert isinstance(cli, click.Group)
    commands = "\n\n".join(["# Commands and options", *map(_command, manual_pages(cli))])
    files.append(File.generated(config, "cli.md", content=commands))
    files.append(File.generated(config, "api.md", content=_api()))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to where the pages are in the site; what is not in it is named without a link."""
    name = page.file.src_uri
    stands = next((path for path, uri in ELSEWHERE.items() if uri == name), f"docs/{name}")
    parts = _CODE.split(markdown)
    parts[::2] = [_LINK.sub(lambda link: _led(link, stands, name, files), part) for part in parts[::2]]
    return "".join(parts)


def _led(link: re.Match[str], stands: str, name: str, files: Files) -> str:
    mark, text, target = link.groups()
    if _HERE.match(target):
        return link[0]
    path, _, anchor = target.partition("#")
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(stands), path))
    uri = ELSEWHERE.get(meant) or meant.removeprefix("docs/").replace("benchmarks/plots/", "plots/")
    if files.get_file_from_path(uri) is None:
        if not (ROOT / meant).exists():
            _log.warning("%s: links to %s, which is not there", stands, target)
        return "" if mark else text
    relative = posixpath.relpath(uri, posixpath.dirname(name) or ".")
    return f"{mark}[{text}]({relative}{'#' * bool(anchor)}{anchor})"


def _command(page: ManualPage) -> str:
    parts = [f"## `{page.name}`", f"    {page.name} {page.usage}"]
    parts += [f"```text\n{each}\n```" if "\n" in each else _plain(each) for each in page.paragraphs]
    rows = [f"| `{spelling}` | {_plain(told)} |" for spelling, told in page.options]
    return "\n\n".join([*parts, "\n".join(["| option | |", "|---|---|", *rows]) if rows else ""])


def _plain(text: str) -> str:
    return re.sub(r"([|<>*_\[\]])", r"\\\1", text)


def _api() -> str:
    """The reference of all that `import ocr_fix` gives."""
    kinds: dict[str, list[str]] = {"Functions": [], "Classes": [], "Errors": [], "Values and kinds": []}
    for name in ocr_fix.__all__:
        kinds[_kind(getattr(ocr_fix, name))].append(name)
    kinds["Functions"].sort(key=lambda name: (name not in {"clean", "correct", "correct_many"}, name))
    parts = ["# The library, name by name", "All that `import ocr_fix` gives; [how to use it](library.md)."]
    for title, names in kinds.items():
        parts += [f"## {title}", *(f"::: ocr_fix.{name}" for name in names)]
    return "\n\n".join(parts) + "\n"


def _kind(value: Any) -> str:  # noqa: ANN401 - whatever the package exports
    if inspect.isclass(value):
        return "Errors" if issubclass(value, Exception) else "Classes"
    return "Functions" if inspect.isfunction(value) else "Values and kinds"
