"""Scanned Swedish documents in, clean text out, every change accounted for.

    import ocr_fix

    document = ocr_fix.clean("report.pdf")
    document.text       # clean text, NFC
    document.changes    # what was changed: page, line, box, before, after, why, how sure
    document.doubts     # what may be another word and was left as it was read

`clean` reads any supported file, `correct` repairs a string, `Cleaner` does both and loads its data once.
"""

import logging

# First: it says whether the others are imported as they were compiled.
from ocr_fix.system import compiled as _compiled  # noqa: F401

# isort: split
from ocr_fix.correction import Candidate, CandidateSource, Confusion, Scope, Span, TextState, TokenisedText
from ocr_fix.document import (
    Block,
    BlockKind,
    Box,
    Change,
    ChangeKind,
    Choice,
    Correction,
    Document,
    Edit,
    FurnitureChoice,
    InFile,
    Line,
    LineChoice,
    Metadata,
    Origin,
    Page,
    PageImage,
    PageText,
    RegisterChoice,
    SourceKind,
    TypographyChoice,
    Word,
    in_order,
    revert,
)
from ocr_fix.document.json import json_schema
from ocr_fix.errors import (
    BrokenOffError,
    CancelledError,
    DataError,
    DecisionError,
    DocumentError,
    EncryptedInputError,
    EngineError,
    IncompleteError,
    InputError,
    LimitError,
    OcrFixError,
    OptionError,
    OutputError,
    PageError,
)
from ocr_fix.language import Language
from ocr_fix.languages import load_language
from ocr_fix.options import Options, ReadAs, UserConfusion, read_confusions, read_words
from ocr_fix.original import OriginalFile
from ocr_fix.output import FORMATS, Format, Original, changes_as_csv, changes_as_jsonl, render, render_report
from ocr_fix.pipeline import Cleaner, Progress, ReadPage, clean, correct, correct_many
from ocr_fix.recognition import ENGINES, Engine, EngineInfo, EngineSettings, TextLayer
from ocr_fix.review import (
    Decision,
    Decisions,
    Place,
    apply_decisions,
    decisions_as_json,
    decisions_schema,
    places,
    read_decisions,
)
from ocr_fix.source import Input, Limits, Source
from ocr_fix.version import __version__
from ocr_fix.wording import use_language

# What a program logs is for its user to ask for: without a handler, Python would print the warnings.
logging.getLogger("ocr_fix").addHandler(logging.NullHandler())

__all__ = [
    "ENGINES",
    "FORMATS",
    "Block",
    "BlockKind",
    "Box",
    "BrokenOffError",
    "CancelledError",
    "Candidate",
    "CandidateSource",
    "Change",
    "ChangeKind",
    "Choice",
    "Cleaner",
    "Confusion",
    "Correction",
    "DataError",
    "Decision",
    "DecisionError",
    "Decisions",
    "Document",
    "DocumentError",
    "Edit",
    "EncryptedInputError",
    "Engine",
    "EngineError",
    "EngineInfo",
    "EngineSettings",
    "Format",
    "FurnitureChoice",
    "InFile",
    "IncompleteError",
    "Input",
    "InputError",
    "Language",
    "LimitError",
    "Limits",
    "Line",
    "LineChoice",
    "Metadata",
    "OcrFixError",
    "OptionError",
    "Options",
    "Origin",
    "Original",
    "OriginalFile",
    "OutputError",
    "Page",
    "PageError",
    "PageImage",
    "PageText",
    "Place",
    "Progress",
    "ReadAs",
    "ReadPage",
    "RegisterChoice",
    "Scope",
    "Source",
    "SourceKind",
    "Span",
    "TextLayer",
    "TextState",
    "TokenisedText",
    "TypographyChoice",
    "UserConfusion",
    "Word",
    "__version__",
    "apply_decisions",
    "changes_as_csv",
    "changes_as_jsonl",
    "clean",
    "correct",
    "correct_many",
    "decisions_as_json",
    "decisions_schema",
    "in_order",
    "json_schema",
    "load_language",
    "places",
    "read_confusions",
    "read_decisions",
    "read_words",
    "render",
    "render_report",
    "revert",
    "use_language",
]
