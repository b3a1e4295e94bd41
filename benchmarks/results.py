"""The form of benchmarks/results.json: what a run measured, as plain values. Tables and plots come from it alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from ocr_fix.system.files import write_atomically

SCHEMA = 1
"""Raised whenever a field is renamed, removed or takes another meaning."""


class MachineRow(TypedDict):
    """Where it was measured. `memory_bytes` and `load` (processes that wanted a core) are at the start of the run."""

    cpu: str
    cores: int
    memory_bytes: int | None
    system: str
    python: str
    load: float | None


class OptionsRow(TypedDict):
    """What the run was asked for; null or empty lists mean everything."""

    only: str | None
    systems: list[str]
    documents: list[str]
    repeats: int
    quick: bool


class SystemRow(TypedDict):
    """A system as it was used; one that stands aside is in the full tables alone (see benchmarks.systems)."""

    name: str
    label: str
    aside: bool
    settings: str
    versions: dict[str, str]


class DocumentRow(TypedDict):
    """A document; `words` and `characters` are the truth's, `pages` is null for texts."""

    name: str
    group: str
    silver: bool
    words: int
    pages: int | None
    input_sha256: str


class CountRow(TypedDict):
    """What became of words: see ocr_fix.evaluation.ChangeCount."""

    words: int
    repaired: int
    broken: int
    missed: int
    left_alone: int


class QualityRow(TypedDict):
    """One system on one document.

    `numbers` tells what became of words with a digit or a sign, of those that only the text before has among them;
    `numbers_right` how many of the truth's are right in the end.

    `raw_*` speak of the text before: the input of a text, Tesseract's reading of a scan. Edits are counts, rates are
    edits over the truth's length. `changed_words` are edits between the text before and the text after, what is
    invisible taken out of both: of a text that is right as it is, all harm there is. `seconds` is the work alone;
    `kept` tells that text and time come from an earlier run of the same version on the same input.
    """

    document: str
    group: str
    system: str
    words: int
    characters: int
    word_edits: int
    character_edits: int
    raw_word_edits: int
    raw_character_edits: int
    changed_words: int
    wer: float
    cer: float
    raw_wer: float
    raw_cer: float
    changes: CountRow
    numbers: CountRow
    numbers_right: int
    false_numbers: int
    seconds: float
    kept: bool


class FailureRow(TypedDict):
    """A document that a system could not read, and what it said."""

    document: str
    system: str
    reason: str


class TextSpeedRow(TypedDict):
    """Words per second of the work alone; one entry of `seconds` a repeat.

    `ratio` is to SymSpell's words per second in the same repeat; `cpu_ratio` the same by processor time, which a
    machine that is busy with something else disturbs less. `state` is "cold" for a process that has read nothing
    before, "warm" for one that has read other texts.
    """

    system: str
    texts: str
    state: str
    words: int
    seconds: list[float]
    cpu_seconds: list[float]
    words_per_second: float
    ratio: float | None
    cpu_ratio: float | None
    peak_bytes: int


class ProcessRow(TypedDict):
    """A whole process, start and end included, on one text. Ratios as in `TextSpeedRow`."""

    system: str
    words: int
    seconds: list[float]
    words_per_second: float
    ratio: float | None
    cpu_ratio: float | None
    cores: float
    peak_bytes: int


class PageSpeedRow(TypedDict):
    """Whole processes on scans; one entry of `seconds` a repeat, over all pages.

    `cores` is processor time over clock time; the ratios are this system's seconds over the other's, same repeat.
    """

    system: str
    documents: list[str]
    pages: int
    seconds: list[float]
    seconds_per_page: float
    cpu_seconds_per_page: float
    cores: float
    peak_bytes: int
    ratio_to_tesseract: float | None
    ratio_to_ocrmypdf: float | None


class SpeedRows(TypedDict):
    """All of speed; a list is empty where that part was not asked for.

    `date` and `cpu` are of the run that timed, an earlier one where timings were kept; null where nothing was timed.
    """

    date: str | None
    cpu: str | None
    text: list[TextSpeedRow]
    processes: list[ProcessRow]
    pages: list[PageSpeedRow]


class BinRow(TypedDict):
    """Changes whose stated confidence lies in [low, high); the last bin holds 1 too. `mean` is null when empty."""

    low: float
    high: float
    changes: int
    right: int
    mean: float | None


class CalibrationRow(TypedDict):
    """How far stated confidences can be trusted, over the documents of one group ("all": over all)."""

    group: str
    bins: list[BinRow]
    kinds: dict[str, list[int]]
    expected_error: float | None
    doubts: int
    doubts_justified: int


class Results(TypedDict):
    """A whole run."""

    schema: int
    date: str
    machine: MachineRow
    options: OptionsRow
    systems: list[SystemRow]
    left_out: list[str]
    documents: list[DocumentRow]
    quality: list[QualityRow]
    failures: list[FailureRow]
    speed: SpeedRows
    calibration: list[CalibrationRow]


def save(results: Results, path: Path) -> None:
    """Write results as JSON, one value a line so that a change of figures is a readable difference."""
    write_atomically(path, json.dumps(results, ensure_ascii=False, indent=1) + "\n")


def read(path: Path) -> Results:
    """Read results back.

    Raises:
        ValueError: they are of another schema.
    """
    results: Results = json.loads(path.read_text(encoding="utf-8"))
    if results.get("schema") != SCHEMA:
        raise ValueError(f"{path}: schema {results.get('schema')}, not {SCHEMA}; run the benchmark again")
    return results
