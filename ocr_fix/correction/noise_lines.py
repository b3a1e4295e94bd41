"""Lines of specks between those of a text, as dirt and shadows on a scan leave them: "~ . ' ,".

The shape of a line says so: signs of several kinds, among them such as no text prints alone, or a bar between lines of
prose. Rules, leaders, marks of items and what has a letter or a digit are none; where letters stand among such signs,
the line is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import product

from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.corrected import CorrectedText
from ocr_fix.correction.registers.identification import Stretch
from ocr_fix.correction.registers.records import lines_at
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.document import Edit, Flow

# Signs that no text prints alone, others that specks are read as, and those of which rules and marks of items are made.
_SPECKS = frozenset("~'`´^¨¬·°‘’‚¦\\")
_MARKS = frozenset('.,:;"”“»«!')
_RULES = frozenset("|_-–—+=*•/")
# What is left of a rule, among marks; and what is nothing by itself.
_TORN, _BAR = "_", "|"
# Marks that stand in pairs.
_OPENING = frozenset('"”“„»«')
_WHY = "a line of signs that no text prints: specks"
_WHY_DOUBT = "a line of signs and single letters: perhaps specks"


class _Kind(Enum):
    """What a line may be: specks by itself, specks beside such a line, or perhaps specks."""

    NOISE = 1
    SPARE = 2
    DOUBTFUL = 3


def without_noise(
    flow: Flow, found: CorrectedText, own: frozenset[int] = frozenset(), thresholds: CandidateThresholds = DEFAULT
) -> CorrectedText:
    """What correction has found of a text, with the edits by which lines of specks go and what may be one is marked.

    Args:
        flow: the text, or its beginning.
        found: of it.
        own: the indices of the tokens that nothing has read, as a file has them itself.
        thresholds: the numbers to go by.
    """
    every = _lines(flow, frozenset({_BAR}), thresholds.noise_token)
    bars = [line for line in every if set(flow.words[line.start : line.stop]) == {_BAR}]
    kinds = dict(_kinds(flow, _SPECKS | {_TORN} | _OPENING, thresholds))
    kinds.update((line, _Kind.NOISE) for line in bars if _is_in_prose(flow, line, thresholds.noise_prose))
    if _Kind.NOISE in kinds.values():
        kinds.update((line, kind) for line, kind in _kinds(flow, _MARKS | {_BAR}, thresholds) if line not in kinds)
    else:
        kinds = {line: kind for line, kind in kinds.items() if kind is _Kind.DOUBTFUL}
    places = {at for line in bars for at in line}  # of what is no word
    edits = {at: word for at, word in found.edits.items() if at not in places}
    if not kinds:
        return found._replace(edits=edits) if bars else found
    kept = own.union(_elsewhere(flow, found.stretches))
    gone = Edit("noise", thresholds.noise_line, _WHY)
    doubt = Edit("doubtful", 1 - thresholds.doubtful_line, _WHY_DOUBT)
    for line, kind in kinds.items():
        after = found.edits.get(line.stop)
        if not kept.isdisjoint(line) or (after is not None and after.absorbed):
            continue  # what stands there was taken for something else
        words = [token.word for token in flow.tokens[line.start : line.stop]]
        if kind is not _Kind.DOUBTFUL:
            edits.update((at, word.edited("", gone)) for at, word in zip(line, words, strict=True))
        elif line.start not in edits and words[0].edit is None:
            edits[line.start] = words[0].edited(words[0].text, doubt)
    return found._replace(edits=edits)


def _elsewhere(flow: Flow, stretches: Iterable[Stretch]) -> Iterator[int]:
    """The tokens in other languages and in code; what has no letter or figure is neither."""
    for stretch in stretches:
        if any(character.isalnum() for at in stretch.places if at < len(flow.words) for character in flow.words[at]):
            yield from stretch.places


def _kinds(flow: Flow, signs: frozenset[str], thresholds: CandidateThresholds) -> Iterator[tuple[range, _Kind]]:
    """The lines of a text that may be specks and hold some signs, with what they may be."""
    for line in _lines(flow, signs, thresholds.noise_token):
        if "\t" in flow.excerpt(line):  # between the cells of a table
            continue
        kind = _kind_of(flow.words[line.start : line.stop], thresholds)
        if kind is not None:
            yield line, kind


def _is_in_prose(flow: Flow, line: range, fewest: int) -> bool:
    """Whether a line stands between lines of prose: a bar is then left of the edge of a sheet, or of a rule."""
    around = [at for at in (line.start - 1, line.stop) if 0 <= at < len(flow.words)]
    return bool(around) and all(len(beside) >= fewest for beside in lines_at(flow, around))


def _lines(flow: Flow, signs: frozenset[str], longest: int) -> Iterator[range]:
    """The lines that have a token of nothing but signs, one of some among them and no more than so many."""
    tokens = [token for token in _tokens_of(signs, longest) if token in flow.counts]
    return lines_at(flow, sorted([at for token in tokens for at in flow.places(token)]))


@cache
def _tokens_of(signs: frozenset[str], longest: int) -> list[str]:
    """All tokens there may be of nothing but signs, one of some among them: they are fewer than those of a text."""
    every = sorted(_SPECKS | _MARKS | _RULES)
    tokens = ["".join(token) for length in range(1, longest + 1) for token in product(every, repeat=length)]
    return [token for token in tokens if not signs.isdisjoint(token)]


def _kind_of(tokens: Sequence[str], thresholds: CandidateThresholds) -> _Kind | None:
    """What a line may be; None where it is none of that."""
    signs = frozenset("".join(tokens))
    several = len(tokens) > thresholds.noise_alone
    letters = [token for token in tokens if any(map(str.isalnum, token))]
    if any(len(token) > thresholds.noise_token or any(map(str.isdigit, token)) for token in tokens):
        return None
    if letters:
        apart = [token for token in tokens if token in _SPECKS]
        is_mixed = apart and several and len(letters) <= len(tokens) // 2
        return _Kind.DOUBTFUL if is_mixed and all(len(token) == 1 for token in letters) else None
    if not signs <= _SPECKS | _MARKS | _RULES:
        return None
    if several and _is_noise(tokens, signs, thresholds.noise_alone):
        return _Kind.NOISE
    is_ornament = several and len(signs) == 1
    is_spare = tokens == [_BAR] or (signs.isdisjoint(_RULES) and all(len(token) == 1 for token in tokens))
    is_motley = len(tokens) > 1 and not signs <= _RULES and not signs.isdisjoint(_RULES)
    return _Kind.SPARE if is_motley or (is_spare and not is_ornament) else None


def _is_noise(tokens: Sequence[str], signs: frozenset[str], few: int) -> bool:
    """Whether signs of several kinds can be nothing else: some that no print has alone, or a torn rule among marks."""
    is_long = len(tokens) > few + 1 and len(signs) > few
    is_torn = is_long and _TORN in signs and not signs.isdisjoint(_MARKS)
    is_unpaired = is_long and signs <= _MARKS and sum(token in _OPENING for token in tokens) % 2 == 1
    return is_torn or is_unpaired or (len(signs - _RULES) > 1 and not signs.isdisjoint(_SPECKS))
