"""Two readings of one page fused to one: the words of the first, with the signs that only the second can print.

The readings are aligned by their boxes. What is certain from the picture alone, dashes and bullets, is measured on it.
A word that gains a sign is still a reading, not a change to one; where the evidence is not clear, the first reading
stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word, union_of
from ocr_fix.notation.addresses import may_go_on
from ocr_fix.recognition.boxes import lines_of, map_lines, same_spot
from ocr_fix.recognition.signs.decision import decided, tells
from ocr_fix.recognition.signs.glyphs import glyphs_of
from ocr_fix.recognition.signs.lost_signs import section_of_dollar
from ocr_fix.recognition.signs.strokes import BULLET, EN_DASH, dash_of, dash_width, em_of, is_disc
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.fusion


_QUOTED = regex.compile(r"^[(]?[\"”]\p{L}{2}|\p{L}{2}[.,!?]?[\"”][).,;:!?]*$")
_LONE_DASH = regex.compile(r"[-—–=]{1,2}")
_DASH_IN_NUMBER = regex.compile(r"([^\p{L}\p{Nd}]?\d[\d.,:]*)[-—–]{1,2}(\d[\d.,:]*(?:-\p{L}+)?[^\p{L}\p{Nd}]*)")
_LEADING_DASH = regex.compile(r"([(]?)[-—–](\d[\d.,:]*[^\p{L}\p{Nd}]*)")
_BULLET_READ_AS = regex.compile(r"[^\p{Nd}]{1,2}")
_BULLET_AND_WORD = regex.compile(r"[^\p{L}\p{Nd}(\"”]{1,2}(\p{L}{2}.*)")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words of one line, `line[start:stop]`, and those of the second reading that stand there."""

    start: int
    stop: int
    witnesses: tuple[Word, ...]


def fused(first: Page, second: Page) -> Page:
    """The first reading with the signs of the second.

    Args:
        first: read with a model that has the letters of the language.
        second: the same image, or what matters of it, read with a model that has the signs; boxes on the same pixels.
    """
    witnesses = [word for line in lines_of(second) for word in line.words if word.box is not None]
    confirmed: list[Box | None] = []
    page = map_lines(first, lambda line: _signed(line, witnesses, confirmed))
    if confirmed:  # this page has §, and here is how swe prints it; "$" beside a number is one as well
        page = map_lines(page, _sections)
    return page


def with_one_quote(page: Page) -> Page:
    """The page with ” in the place of " where it has more of the former: `swe` mixes them on pages with ” only."""
    words = [word.text for line in lines_of(page) for word in line.words]
    curly, straight = (sum(_is_quoted(word, quote) for word in words) for quote in ("”", '"'))
    if not straight or curly < straight:
        return page

    def curled(word: Word) -> Word:
        text = word.text.replace('"', "”") if _is_quoted(word.text, '"') else word.text
        return word if text == word.text else Word(text, word.box, word.confidence)

    return map_lines(page, lambda line: [curled(word) for word in line.words])


def _is_quoted(word: str, quote: str) -> bool:
    """Whether a word opens or closes with a quote; inches and what `swe` prints for ° or % are none."""
    return quote in word and not any(character.isdigit() for character in word) and _QUOTED.search(word) is not None


def with_strokes(page: Page, image: Image.Image) -> Page:
    """The page with its dashes and bullets as they measure on the image, which has the pixels of the boxes."""
    usual = em_of([word for line in lines_of(page) for word in line.words])
    return map_lines(page, lambda line: _measured(line, image, usual))


def _signed(line: Line, witnesses: Sequence[Word], confirmed: list[Box | None]) -> list[Word]:
    words: list[Word] = []
    done = 0
    em = em_of(line.words)
    for spot in _spots(line, witnesses):
        if spot.start < done:
            continue
        words += line.words[done : spot.start]
        old = line.words[spot.start : spot.stop]
        before = [word.text for word in words]
        after = line.words[spot.stop].text if spot.stop < len(line.words) else ""
        texts = decided(old, spot.witnesses, before, after, em)
        if texts is None:
            words += old
        else:
            words += _as_words(texts, old, spot.witnesses)
            if any("§" in text for text in texts):
                confirmed.append(union_of(word.box for word in old))
        done = spot.stop
    words += line.words[done:]
    return words


def _as_words(texts: Sequence[str], old: Sequence[Word], witnesses: Sequence[Word]) -> list[Word]:
    """Words for a spot, with the boxes of the reading that parts it likewise."""
    for reading in (old, witnesses):
        if len(reading) == len(texts):
            pairs = zip(texts, reading, strict=True)
            return [Word(text, word.box, _least(old, witnesses)) for text, word in pairs]
    box = union_of(word.box for word in old)
    return [Word(text, box, _least(old, witnesses)) for text in texts]


def _least(old: Sequence[Word], witnesses: Sequence[Word]) -> float | None:
    """How sure the second reading is, which gave the sign."""
    known = [word.confidence for word in witnesses if word.confidence is not None]
    return min(known) if known else min((word.confidence for word in old if word.confidence is not None), default=None)


def _spots(line: Line, witnesses: Sequence[Word]) -> Iterator[_Spot]:
    """Where words of the second reading stand that may bring a sign, in the order of the line."""
    found: dict[tuple[int, int], list[Word]] = {}
    box = line.box
    if box is None:
        return
    near = [word for word in witnesses if word.box is not None and same_spot(word.box, box)]
    telling = [word for word in near if tells(word) or word.text.startswith(("m?", "km?", "cm?", "dm?"))]
    for sign in telling:
        span = _span(line, [sign])
        if span is None:
            continue
        group = [word for word in near if _touches(word, line.words[span[0] : span[1]])]
        whole = _span(line, group)
        if whole is not None:
            found[whole] = sorted(group, key=_left)
    for (start, stop), group in sorted(found.items(), key=lambda item: item[0]):
        yield _Spot(start, stop, tuple(group))


def _span(line: Line, witnesses: Sequence[Word]) -> tuple[int, int] | None:
    """From which to which word of the line the witnesses stand."""
    touched = [index for index, word in enumerate(line.words) if _touches(word, witnesses)]
    return (touched[0], touched[-1] + 1) if touched else None


def _touches(word: Word, others: Sequence[Word]) -> bool:
    box = word.box
    return box is not None and any(other.box is not None and same_spot(box, other.box) for other in others)


def _left(word: Word) -> int:
    return 0 if word.box is None else word.box.left


def _sections(line: Line) -> list[Word]:
    words: list[Word] = []
    em = em_of(line.words)
    for index, word in enumerate(line.words):
        after = line.words[index + 1].text if index + 1 < len(line.words) else ""
        texts = section_of_dollar(word.text, [before.text for before in words], after)
        if texts is not None and _holds_one(word, em):
            texts = [text.replace("§§", "§") for text in texts]
        words += [word] if texts is None else [Word(text, word.box, word.confidence) for text in texts]
    return words


def _holds_one(word: Word, em: float | None) -> bool:
    """Whether there is room for one § only, which some faces make `swe` read as two characters."""
    return word.box is not None and em is not None and word.box.right - word.box.left < _T.two_sections * em


def _measured(line: Line, image: Image.Image, usual: float | None) -> list[Word]:
    em = em_of(line.words) or usual
    if em is None:
        return list(line.words)
    words = [_with_dash(word, image, em) for word in _joined(line.words, em)]
    return [*_with_bullet(words, image, em), *words[1:]]


def _with_bullet(words: Sequence[Word], image: Image.Image, em: float) -> list[Word]:
    """The first word of a line with the bullet that stands before it, was read as something else, or with the word."""
    first = words[0]
    if first.box is None:
        return [first]
    if _BULLET_READ_AS.fullmatch(first.text):  # a bullet has text after it
        is_bullet = len(words) > 1 and is_disc(image, first.box, em)
        return [Word(BULLET, first.box, first.confidence) if is_bullet else first]
    joined = _BULLET_AND_WORD.fullmatch(first.text)
    if joined is not None:
        shapes = glyphs_of(image, first.box)
        if len(shapes) > 1 and is_disc(image, box := replace(first.box, right=shapes[0].right), em):
            return [
                Word(BULLET, box, first.confidence),
                Word(joined[1], replace(first.box, left=shapes[1].left), first.confidence),
            ]
    elif first.text[0].isalpha():
        left, right = round(first.box.left - _T.bullet_from * em), round(first.box.left - _T.bullet_to * em)
        if 0 <= left < right and is_disc(image, box := replace(first.box, left=left, right=right), em):
            return [Word(BULLET, box, first.confidence), first]
    return [first]


def _joined(words: Sequence[Word], em: float) -> Iterator[Word]:
    """Words as they are, but a word that begins with a slash one with the word that touches it, and addresses whole.

    Tesseract parts references and addresses at the slash, and addresses anywhere: "2024" "/0117", "https:" "/" "/www".
    """
    last: Word | None = None
    for word in words:
        may_touch = last is not None and (word.text.startswith("/") or may_go_on(last.text))
        if last is not None and may_touch and _gap(last, word) <= _T.no_space * em:
            sure = min(last.confidence or 0.0, word.confidence or 0.0)
            last = Word(last.text + word.text, union_of((last.box, word.box)), sure)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _gap(first: Word, second: Word) -> float:
    """The white between two words in pixels; infinite where it is not known."""
    return inf if first.box is None or second.box is None else second.box.left - first.box.right


def _with_dash(word: Word, image: Image.Image, em: float) -> Word:
    if word.box is None:
        return word
    if _LONE_DASH.fullmatch(word.text):
        dash = dash_of(dash_width(image, word.box, em), em)
        return word if dash in (None, word.text) else Word(str(dash), word.box, word.confidence)
    match = _DASH_IN_NUMBER.fullmatch(word.text) or _LEADING_DASH.fullmatch(word.text)
    if match is None:
        return word
    shapes = glyphs_of(image, word.box, THRESHOLDS.strokes.faint)
    if len(shapes) == len(word.text):  # each character has its own
        stroke = shapes[len(match[1])]
        dash = dash_of(stroke.right - stroke.left, em)
    else:
        dash = dash_of(dash_width(image, word.box, em), em)
    if dash is None and len(match[1]) + len(match[2]) + 1 < len(word.text):
        dash = EN_DASH  # what is read as two is the longer one
    text = word.text if dash is None else f"{match[1]}{dash}{match[2]}"
    return word if text == word.text else replace(word, text=text, raw=text)
