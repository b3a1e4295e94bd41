"""Figures as a run of the benchmark writes them, and whether what was written has the promised form."""

from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from benchmarks import calibration, results
from benchmarks.results import QualityRow, Results


def quality_row(document: str, system: str, *, before: int, after: int, group: str = "legacy", **more: Any) -> Any:
    """A document of 100 words and 500 characters, with so many words wrong before and after."""
    repaired, broken = more.pop("repaired", max(before - after, 0)), more.pop("broken", max(after - before, 0))
    counts = {"words": 100, "repaired": repaired, "broken": broken, "missed": before - repaired, "left_alone": 0}
    counts["left_alone"] = 100 - sum(counts[key] for key in ("repaired", "broken", "missed"))
    return {
        "document": document,
        "group": group,
        "system": system,
        "words": 100,
        "characters": 500,
        "word_edits": after,
        "character_edits": after,
        "raw_word_edits": before,
        "raw_character_edits": before,
        "changed_words": repaired + broken,
        "wer": after / 100,
        "cer": after / 500,
        "raw_wer": before / 100,
        "raw_cer": before / 500,
        "changes": counts,
        "numbers": counts,
        "numbers_right": 100 - after,
        "false_numbers": 0,
        "seconds": 0.5,
        "kept": False,
        **more,
    }


def speed_row(system: str, texts: str, state: str, rate: float, ratio: float | None) -> Any:
    return {
        "system": system,
        "texts": texts,
        "state": state,
        "words": 1000,
        "seconds": [1000 / rate] * 3,
        "cpu_seconds": [1000 / rate] * 3,
        "words_per_second": rate,
        "ratio": ratio,
        "cpu_ratio": ratio,
        "peak_bytes": 50_000_000,
    }


def page_row(system: str, seconds: float) -> Any:
    return {
        "system": system,
        "documents": ["samples/fax.tif"],
        "pages": 2,
        "seconds": [2 * seconds] * 3,
        "seconds_per_page": seconds,
        "cpu_seconds_per_page": seconds,
        "cores": 1.0,
        "peak_bytes": 90_000_000,
        "ratio_to_tesseract": seconds / 2.0,
        "ratio_to_ocrmypdf": None,
    }


def whole_run() -> Results:
    """Results as a whole run writes them."""
    rows: list[QualityRow] = [
        quality_row("samples/a.txt", "ocr_fix", before=30, after=2),
        quality_row("samples/b.txt", "ocr_fix", before=10, after=5),
        quality_row("samples/a.txt", "symspell", before=30, after=15, broken=3, repaired=18),
        quality_row("samples/b.txt", "symspell", before=10, after=12),
        quality_row("samples/a.truth", "ocr_fix", before=0, after=0, group="clean"),
        quality_row("samples/a.truth", "symspell", before=0, after=2, group="clean"),
        quality_row("samples/fax.tif", "ocr_fix", before=6, after=1, group="scans"),
        quality_row("samples/fax.tif", "tesseract", before=6, after=6, group="scans"),
    ]
    judged = [calibration.Judged("word", 0.97, right=True), calibration.Judged("doubtful", 0.4, right=False)]
    return {
        "schema": results.SCHEMA,
        "date": "2026-01-31",
        "machine": {
            "cpu": "A processor",
            "cores": 2,
            "memory_bytes": 2**33,
            "system": "An operating system",
            "python": "3.11.7",
            "load": None,
        },
        "options": {"only": None, "systems": [], "documents": [], "repeats": 3, "quick": False},
        "systems": [
            {"name": name, "label": name.title(), "aside": False, "settings": "as it comes", "versions": {name: "1.0"}}
            for name in ("ocr_fix", "symspell", "tesseract")
        ],
        "left_out": ["hunspell: does not run here"],
        "documents": [],
        "quality": rows,
        "failures": [{"document": "samples/c.pdf", "system": "tesseract", "reason": "damaged"}],
        "speed": {
            "date": "2026-01-30",
            "cpu": "Another processor",
            "text": [
                speed_row("ocr_fix", "damaged", "cold", 40_000, 2.0),
                speed_row("ocr_fix", "damaged", "warm", 100_000, 5.0),
                speed_row("symspell", "damaged", "cold", 20_000, 1.0),
            ],
            "processes": [
                {
                    "system": "ocr_fix",
                    "words": 1000,
                    "seconds": [0.5],
                    "words_per_second": 2000.0,
                    "ratio": None,
                    "cpu_ratio": None,
                    "cores": 0.9,
                    "peak_bytes": 60_000_000,
                }
            ],
            "pages": [page_row("ocr_fix", 3.0), page_row("tesseract", 2.0)],
        },
        "calibration": [calibration.tabulate("all", judged)],
    }


def conforms(value: Any, hint: Any) -> bool:
    """Whether a value read from JSON is what the type says, to the last field."""
    if is_typeddict(hint):
        fields = get_type_hints(hint)
        return (
            isinstance(value, dict)
            and value.keys() == fields.keys()
            and all(conforms(value[name], type_) for name, type_ in fields.items())
        )
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is list:
        return isinstance(value, list) and all(conforms(item, arguments[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(conforms(item, arguments[1]) for item in value.values())
    if origin in (Union, type(int | None)):
        return any(conforms(value, argument) for argument in arguments)
    if origin is Literal:
        return value in arguments
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is hint
