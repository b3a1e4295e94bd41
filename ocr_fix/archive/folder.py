"""A folder of documents -> a folder of clean texts with the same structure.

One file fails alone: its error is told and the next one is taken. What is there already and no older than its input is
left, so that a run that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ocr_fix.errors import InputError, OcrFixError, OptionError, OutputError
from ocr_fix.files import write_atomically
from ocr_fix.output import render
from ocr_fix.pipeline import Cleaner

ENDING = ".txt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        source: the file.
        target: where its text is, or would be.
        state: "done", "skipped" (the text was there and is no older), or "failed".
        error: why it failed, fit for a user; empty otherwise.
    """

    source: Path
    target: Path
    state: Literal["done", "skipped", "failed"]
    error: str = ""


def clean_folder(source: Path, target: Path, cleaner: Cleaner, form: str = "text") -> Iterator[Outcome]:
    """Clean every file of a folder and of those in it, in the order of their names; hidden ones are left out.

    Args:
        source: the folder with the documents; nothing is written there.
        target: where the texts go, `a/b/scan.pdf` to `a/b/scan.txt`; files that would share a text keep their whole
            name (`scan.pdf.txt`). Made if missing.
        cleaner: reads and corrects.
        form: one of the output formats.

    Yields:
        What became of each file, when it is known.

    Raises:
        InputError: the source is no folder.
        OptionError: the target lies in the source, or the other way round.
    """
    if not source.is_dir():
        raise InputError(f"{source}: is no folder; give the folder with the documents")
    inner, outer = source.resolve(), target.resolve()
    if inner == outer or inner in outer.parents or outer in inner.parents:
        raise OptionError(f"{target}: the folders for input and output must not lie in each other")
    for file, text in targets(source, target).items():
        yield _clean_file(file, text, cleaner, form)


def targets(source: Path, target: Path) -> Mapping[Path, Path]:
    """Where the text of each file of a folder goes; the same in every run over the same files."""
    files = [file for file in sorted(source.rglob("*")) if file.is_file() and not _is_hidden(file.relative_to(source))]
    shared = Counter(file.with_suffix(ENDING) for file in files)
    found = {}
    for file in files:
        alone = shared[file.with_suffix(ENDING)] == 1
        name = file.with_suffix(ENDING).name if alone else file.name + ENDING
        found[file] = target / file.relative_to(source).with_name(name)
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _clean_file(file: Path, text: Path, cleaner: Cleaner, form: str) -> Outcome:
    try:
        if text.exists() and text.stat().st_mtime >= file.stat().st_mtime:
            return Outcome(file, text, "skipped")
        document = cleaner.clean(file)
        text.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(text, render(document, form))
    except OutputError:
        raise  # the next file would fare no better
    except OcrFixError as error:
        return Outcome(file, text, "failed", str(error))
    except OSError as error:
        return Outcome(file, text, "failed", f"{file}: {error.strerror or error}")
    return Outcome(file, text, "done")
