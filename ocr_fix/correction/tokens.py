"""From a string to the stream of its words and back, every space in its place."""

from __future__ import annotations

import re

from ocr_fix.document import Flow, Token, Word

_WORD = re.compile(r"(\s*)(\S+)")


def tokenise(text: str) -> Flow:
    """The words of a text with the white space between them; `tokenise(text).raw == text`.

    Pages are counted by form feeds and lines by line feeds, both from 1.
    """
    tokens: list[Token] = []
    page = line = 1
    end = 0
    for match in _WORD.finditer(text):
        space, word = match.groups()
        if "\f" in space:
            page += space.count("\f")
            line = 1
            space_on_page = space.rpartition("\f")[2]
        else:
            space_on_page = space
        line += space_on_page.count("\n")
        tokens.append(Token(space, Word(word), page, line))
        end = match.end()
    return Flow(tokens, text[end:])
