"""The parts of a token: the words in it, and what stands around the words.

A token is what stands between two spaces: "(uppfoljning/utvirdering)," holds two words and three pieces of
punctuation. Joined the parts are the token again.
"""

from __future__ import annotations

import regex

from ocr_fix.correction.protection.shapes import veto_on_part, veto_on_token
from ocr_fix.correction.protection.veto import Veto
from ocr_fix.correction.tokens.span import Span, part_of_token

# What may stand before the words of a token and behind them.
_LEAD = "([\"'”“„»«’‘–—•·*§-_.,;:=~"
_TRAIL = ".,:;!?)]\"'”“»«’…–—-_*"
# Inside a token, words are parted by a slash, and by a full stop or comma whose space was lost; so is a word from the
# figure of a note behind the end of its sentence ("lagen.12").
_JOINT = regex.compile(r"(/|(?<=\p{L}{3})[.,;:!?](?=\p{L}{2})|(?<=\p{L}{3})[.,;:!?)”»\"]+(?=\d{1,3}$))")


def parts_of(token: str) -> list[Span]:
    """Part a token into words and what stands around them; joined they are the token again."""
    if token.isalpha():
        return [part_of_token(token)]
    if (veto := veto_on_token(token)) is not None:
        return [part_of_token(token, veto)]
    start = len(token) - len(token.lstrip(_LEAD))
    end = start + len(token[start:].rstrip(_TRAIL))
    found = [part_of_token(token[:start], Veto.MARK)] if start else []
    core = token[start:end]
    for part in [core] if core.isalpha() else _JOINT.split(core):
        if part:
            found.append(part_of_token(part, veto_on_part(part), start))
            start += len(part)
    if end < len(token):
        found.append(part_of_token(token[end:], Veto.MARK, end))
    return found
