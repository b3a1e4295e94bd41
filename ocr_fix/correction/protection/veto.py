"""The reasons for which something is left as it was read."""

from __future__ import annotations

from enum import Enum


class Veto(Enum):
    """Why a part of a text is no word to be corrected; the value says it to a person."""

    MARK = "punctuation"
    NUMBER = "a number"
    CODE = "a code, an abbreviation or an address by its shape"
    LABEL = "the number or letter of a list or a paragraph"
    ADDRESS = "an address or a path"
    ABBREVIATION = "an abbreviation"
    ACRONYM = "an acronym"
    LISTED = "the language never has it corrected"
    OWN = "the user wants it left as it stands"
    SUSPENDED = "the first part of a compound whose end is left out"
    FOREIGN = "text in another language, or as it is spoken"
    TABLE_RULE = "the rule between the cells of a table"
