"""What all tasks of a run have in common, and the fingerprint that tells whether a result is still the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import ocr_fix
from ocr_fix.errors import OptionError
from ocr_fix.language.datafiles import MANIFEST
from ocr_fix.languages.sv import DATA
from ocr_fix.options import Options
from ocr_fix.recognition.engines.own_model import FOLDER
from ocr_fix.version import __version__
from ocr_fix.wording import language_in_use, worded

# Options that decide how the work is done and not what comes out.
_NO_MATTER = frozenset({"page_timeout", "jobs", "password"})
# Options that matter only after the pages have been read.
_AFTER_READING = frozenset(
    {
        "correct",
        "words",
        "never",
        "confusions",
        "min_confidence",
        "furniture",
        "lines",
        "typography",
        "language_of_text",
        "register",
        "pages",
        "upright",
    }
)
# What pages are read by: a change in it makes readings that were kept useless, one in any other room does not.
_READERS = ("source", "recognition", "notation", "document")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker must know before its first task.

    Attributes:
        source, target: addresses of the two places.
        options: how to read and correct.
        formats: what to write.
        readings: folder for pages that were read, shared by all workers; None where they are handed from task to task.
        written: file that tells what was written and does not stand in the journal yet; None where nobody tells.
        state: folder of the journal, where tasks find what was decided and learnt meanwhile; None where they cannot.
        overwrite_edited: whether outputs that somebody has edited are written anew.
        beside: what to write beside the formats, of `ocr_fix.archive.crew.outputs.BESIDE`.
        ui_language: in which workers say what they say.

    Raises:
        OptionError: the options have objects, which cannot be handed to workers nor told from others the next time.
    """

    source: str
    target: str
    options: Options
    formats: tuple[str, ...] = ("text",)
    readings: str | None = None
    written: str | None = None
    state: str | None = None
    overwrite_edited: bool = False
    beside: tuple[str, ...] = ()
    ui_language: str = field(default_factory=language_in_use)

    def __post_init__(self) -> None:
        options = self.options
        if options.given_engine is not None or options.language is not None or options.sources:
            raise OptionError(
                worded(
                    "a batch takes no engine, language or source as an object; name an engine, which a package adds by"
                    " an entry point of the group ocr_fix.engines"
                )
            )

    def fingerprint(self) -> str:
        """Changes when the outputs of the same content would: with options, formats, program or language data."""
        facts = _facts(self.options, _NO_MATTER)
        return _digest([facts, self.formats + self.beside, __version__, _data_version()])

    def reading_key(self, content: str) -> str:
        """Names the readings of a content: changes when a page of it would be read otherwise.

        Args:
            content: SHA-256 of the file, in hexadecimal.
        """
        return _digest([_facts(self.options, _NO_MATTER | _AFTER_READING), _reader_version(), content])


def _facts(options: Options, without: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in asdict(options).items() if name not in without}


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:32]


@cache
def _reader_version() -> str:
    """Changes with the code and the model that pages are read by, and not with the version of the program."""
    package = Path(ocr_fix.__file__).parent
    code = sorted(file for room in _READERS for file in (package / room).rglob("*.py"))
    digest = hashlib.sha256()
    for file in (*code, *sorted(FOLDER.glob("*.traineddata"))):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _data_version() -> str:
    return hashlib.sha256((DATA / MANIFEST).read_bytes()).hexdigest()
