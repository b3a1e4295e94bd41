"""What flows through the house: Document > Page > Block > Line > Word, and the changes made to the words.

Every stage takes and returns these values and never alters one in place. A word keeps what was read (`raw`) beside
what it is now (`text`), and may differ from it only together with an `Edit` that says why. Text and changes are both
derived from the words, so no change can go unaccounted for and `revert` gives back the reading to the letter.
"""

from ocr_fix.document.changes import Change, MovedBreak, Token, change_of, in_order, moved_break, revert, with_absorbed
from ocr_fix.document.document import Correction, Document, Metadata
from ocr_fix.document.flow import Flow, standing
from ocr_fix.document.page import (
    FURNITURE,
    LINE_BY_LINE,
    Block,
    BlockKind,
    FurnitureChoice,
    Line,
    LineChoice,
    Origin,
    Page,
    PageImage,
    PageText,
    RegisterChoice,
    SourceKind,
    TypographyChoice,
    flow_of,
    furniture_of,
    replace_words,
)
from ocr_fix.document.words import Box, ChangeKind, Choice, Edit, InFile, Word, union_of

__all__ = [
    "FURNITURE",
    "LINE_BY_LINE",
    "Block",
    "BlockKind",
    "Box",
    "Change",
    "ChangeKind",
    "Choice",
    "Correction",
    "Document",
    "Edit",
    "Flow",
    "FurnitureChoice",
    "InFile",
    "Line",
    "LineChoice",
    "Metadata",
    "MovedBreak",
    "Origin",
    "Page",
    "PageImage",
    "PageText",
    "RegisterChoice",
    "SourceKind",
    "Token",
    "TypographyChoice",
    "Word",
    "change_of",
    "flow_of",
    "furniture_of",
    "in_order",
    "moved_break",
    "replace_words",
    "revert",
    "standing",
    "union_of",
    "with_absorbed",
]
