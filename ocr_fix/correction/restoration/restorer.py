"""What machines did to a text, undone: first what needs no context, then letters that were lost, by their context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

import regex

from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.protection.names import swedish_names
from ocr_fix.correction.registers.records import lines_at
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.restoration.accents import with_accents
from ocr_fix.correction.restoration.choice import MARKS, STOPS, Reading, choices
from ocr_fix.correction.restoration.encodings import misread_encoding
from ocr_fix.correction.restoration.entities import parted_by_names, with_characters
from ocr_fix.correction.restoration.html_marks import without_marks
from ocr_fix.correction.restoration.ligatures import FoundLigatures, Words, lost_ligatures
from ocr_fix.correction.restoration.lost_letters import LOST, QUESTION, lost_letters
from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.document import Edit, Flow, Word
from ocr_fix.languages import load_letters
from ocr_fix.notation.line_kinds import LineKind, judge_line

_QUOTES = "()\"'”“»«’"
# What stands in the place of a letter that was lost.
_HOLES = frozenset((QUESTION, LOST))
_WHY_MARK = "a mark of HTML"
_WHY_ENTITY = "a character that stood by its name in HTML"
_WHY_ACCENT = "an accent that stood beside its letter"
_WHY_LETTER = "letters that were lost"
_WHY_LIGATURE = "a ligature that was lost"
# What the normal form may have taken for Latin letters: those of other scripts, ligatures.
_OF_OTHER_SCRIPTS = regex.compile(r"[\p{Cyrillic}\p{Greek}\N{LATIN SMALL LIGATURE FL}]")


class Restored(NamedTuple):
    """What was undone.

    Attributes:
        edits: the words that were written otherwise, or have lost letters that nothing tells, by index of their token.
        guessed: those of them that rest on Swedish words.
        absorbing: words that take in the next, or are nothing, with those taken in; for when correction is done, which
            sees every token.
    """

    edits: Mapping[int, Word]
    guessed: frozenset[int]
    absorbing: Mapping[int, Word]


NOTHING = Restored({}, frozenset(), {})


class Restorer:
    """Undoes what machines did; keeps nothing of any text.

    Args:
        vocabularies: of each register, the usual one first.
        thresholds: the numbers to go by.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary], thresholds: Thresholds = DEFAULT) -> None:
        self._vocabularies = vocabularies
        self._thresholds = thresholds
        self._words = Words(self._is_word, self._is_listed, self._may_be_words)

    def restored(self, flow: Flow, others: Mapping[str, int] | None = None) -> Restored:
        """The words of a text that machines have altered, as they were written.

        Args:
            flow: the text.
            others: those of its different tokens that are no plain words, where they are told; only they may be altered
                or tell that others are.
        """
        edits, absorbing = _unmarked(flow, self._thresholds)
        is_markup = bool(edits or absorbing)
        if edits:
            flow, others = flow.with_edits(edits), None
        named = _outside_code(flow, dict(self._joined(flow)))
        read = _ReadTokens(flow, flow.counts if others is None else others)
        tokens = Distinct(read.words)
        told = dict(self._told(read, tokens))
        edits = {**edits, **(told if is_markup else _outside_code(flow, told))}
        if edits:
            flow = flow.with_edits(edits)
            tokens = Distinct(flow.counts)
        ligatures = lost_ligatures(flow, tokens, self._words, self._thresholds)
        guessed = _outside_code(flow, dict(self._guessed(flow, tokens, ligatures)))
        absorbing = {**absorbing, **named, **dict(_made_one(flow, ligatures.parted, _WHY_LIGATURE, self._thresholds))}
        if not (edits or guessed or absorbing):
            return NOTHING
        return Restored({**edits, **guessed}, frozenset(guessed), absorbing)

    def _told(self, read: _ReadTokens, tokens: Distinct) -> Iterator[tuple[int, Word]]:
        """What needs no context, each word with the index of its token."""
        now: dict[str, str] = {}
        reasons: dict[str, list[str]] = defaultdict(list)
        for step in (_named, self._beside, self._misread):
            mended, why = step(tokens)
            if mended:
                for token in read.words:
                    text = mended.get(now.get(token, token))
                    if text is not None and not self._is_own(token):
                        now[token] = text
                        reasons[token].append(why)
                tokens = Distinct(dict.fromkeys([now.get(token, token) for token in read.words]))
        for token, text in now.items():
            for at in read.places(token):
                word = read.flow.tokens[at].word
                told = [word.edit.reason] if word.edit is not None else []
                yield (
                    at,
                    word.edited(
                        text, Edit("normal-form", self._thresholds.surely_restored, "; ".join([*told, *reasons[token]]))
                    ),
                )

    def _joined(self, flow: Flow) -> Iterator[tuple[int, Word]]:
        parted = parted_by_names(flow, self._is_word_or_name, self._is_listed)
        return _made_one(flow, parted, _WHY_ENTITY, self._thresholds)

    def _beside(self, tokens: Distinct) -> tuple[Mapping[str, str], str]:
        return with_accents(tokens, self._is_word), _WHY_ACCENT

    def _misread(self, tokens: Distinct) -> tuple[Mapping[str, str], str]:
        language_of = partial(_language_of, thresholds=self._thresholds)
        found = misread_encoding(tokens, self._is_word_or_name, language_of, self._thresholds)
        return ({}, "") if found is None else (found.mended, f"encoding mended ({found.misreading.name})")

    def _guessed(self, flow: Flow, tokens: Distinct, ligatures: FoundLigatures) -> Iterator[tuple[int, Word]]:
        """What its context tells, each word with the index of its token; what nothing tells is doubtful."""
        filled, lost = lost_letters(tokens, flow.counts, self._is_word_or_name, self._thresholds)
        if not filled and not ligatures.tokens:
            return
        options: dict[int, list[Reading]] = {}
        for token, texts in {**ligatures.perhaps, **ligatures.tokens, **filled}.items():
            if not self._is_own(token):
                itself = [Reading(token)] if token in ligatures.perhaps else []
                for at in flow.places(token):
                    fitting = self._fitting(flow, at, filled) if token in filled else texts
                    options[at] = [*map(Reading, fitting), *itself, *self._as_read(flow, at)]
        for choice in choices(flow.words, options, self._decoder(), partial(_ends_paragraph, flow), self._thresholds):
            word = flow.tokens[choice.at].word
            if choice.text != word.text:
                why = _WHY_LETTER if word.text in filled else _WHY_LIGATURE
                rivals = f" (rivals: {', '.join(choice.rivals)})" if choice.rivals else ""
                confidence = min(self._thresholds.most_by_context, choice.share)
                yield choice.at, word.edited(choice.text, Edit("word", confidence, why + rivals))
        for token in lost:
            doubt = Edit("doubtful", self._thresholds.right_with_holes, _WHY_LETTER)
            for at in flow.places(token):
                word = flow.tokens[at].word
                if word.edit is None:
                    yield at, word.edited(word.text, doubt)

    def _fitting(self, flow: Flow, at: int, filled: Mapping[str, Sequence[str]]) -> Sequence[str]:
        """What a token may have been, with a capital where it begins a sentence and its first letter is lost."""
        texts = filled[flow.words[at]]
        before = flow.words[at - 1] if at else ""
        end = before.rstrip(_QUOTES)
        is_hole = before in filled and end[-1:] in _HOLES
        stops = end.endswith(STOPS) and not is_hole and not self._vocabularies[0].language.is_abbreviation(before)
        word = flow.words[at].lstrip(_QUOTES)
        if word[:1] not in _HOLES or (at and not stops and not flow.tokens[at].begins_paragraph):
            return texts
        lead = len(flow.words[at]) - len(word)
        return list(dict.fromkeys([text[:lead] + text[lead : lead + 1].upper() + text[lead + 1 :] for text in texts]))

    def _as_read(self, flow: Flow, at: int) -> Iterator[Reading]:
        """A token itself, where the question mark in it may be one."""
        word = flow.words[at]
        bare = word.rstrip(MARKS)
        if QUESTION in word[len(bare) :] and QUESTION not in bare and self._is_word_or_name(bare.lstrip(MARKS)):
            yield Reading(word)

    def _decoder(self) -> Decoder:
        return Decoder(self._vocabularies[0].sentence_model(), BOUNDARY, self._thresholds)

    def _is_own(self, token: str) -> bool:
        return self._vocabularies[0].has_own and self._vocabularies[0].is_own(token)

    def _is_word(self, word: str) -> bool:
        """Whether it is a word of any register."""
        is_long, is_plain = len(word) >= self._thresholds.min_compound, word.isalpha()
        for each in self._vocabularies:  # asked too often for any()
            if is_plain and not each.may_be_word(word):
                continue
            if each.knows(word) or (is_long and each.is_compound(word)):
                return True
        return False

    def _may_be_words(self, small: list[str]) -> bool:
        """Whether any of some words of small letters may be one of any register: a quick no for most."""
        for each in self._vocabularies:  # noqa: SIM110 - asked too often for any()
            if each.may_be_words(small):
                return True
        return False

    def _is_listed(self, word: str) -> bool:
        """Whether it is a word of a register's lexicon."""
        return any(each.knows(word) for each in self._vocabularies)

    def _is_word_or_name(self, word: str) -> bool:
        return self._is_word(word) or swedish_names().is_listed(word)


def _named(tokens: Distinct) -> tuple[Mapping[str, str], str]:
    return with_characters(tokens), _WHY_ENTITY


class _ReadTokens:
    """The tokens of a text as they were read, where their normal form may have hidden what they were.

    Attributes:
        flow: the text.
        words: its different tokens, each once.
    """

    def __init__(self, flow: Flow, tokens: Mapping[str, int]) -> None:
        self.flow = flow
        self._hidden: dict[str, list[int]] = defaultdict(list)
        for at, word in flow.edited.items():
            if _OF_OTHER_SCRIPTS.search(word.reading) and not any(map(str.isspace, word.reading)):
                self._hidden[word.reading].append(at)
        self.words = dict.fromkeys([*tokens, *self._hidden]) if self._hidden else tokens

    def places(self, token: str) -> list[int]:
        """Where a token stands, by index."""
        hidden = {at for places in self._hidden.values() for at in places}
        return [*self._hidden.get(token, ()), *(at for at in self.flow.places(token) if at not in hidden)]


def _unmarked(flow: Flow, thresholds: RestorationThresholds) -> tuple[dict[int, Word], dict[int, Word]]:
    """The tokens of a piece of HTML without its marks, and those that were nothing else."""
    edits: dict[int, Word] = {}
    nothing: dict[int, Word] = {}
    for at, text in without_marks(flow):
        edit = Edit("normal-form" if text else "noise", thresholds.surely_restored, _WHY_MARK)
        (edits if text else nothing)[at] = flow.tokens[at].word.edited(text, edit)
    return edits, nothing


def _made_one(
    flow: Flow, words: Mapping[int, str], why: str, thresholds: RestorationThresholds
) -> Iterator[tuple[int, Word]]:
    """Words that something has parted, with the halves that they take in."""
    for at, text in words.items():
        edit = Edit("join", thresholds.most_by_context, why)
        yield at, flow.tokens[at].word.edited(text, edit)
        yield at + 1, flow.tokens[at + 1].word.edited("", edit)


def _outside_code(flow: Flow, edits: Mapping[int, Word]) -> Mapping[int, Word]:
    """Some edits of a text without those in lines of code."""
    if not edits:
        return edits
    mended = flow.with_edits(edits)
    code = {
        at
        for line in lines_at(mended, sorted(edits))
        if judge_line(mended.excerpt(line).strip("\n\f")) is LineKind.CODE
        for at in line
    }
    return {at: word for at, word in edits.items() if at not in code}


def _language_of(words: Iterable[str], thresholds: RestorationThresholds) -> str | None:
    """The language that words speak for by their letters, where it is plain; of Danish and Norwegian either."""
    letters = load_letters()
    telling = (word for word in words if len(word) > 1 and word.isalpha() and word.islower())
    said = [letters.evidence(word) for word in islice(telling, thresholds.words_heard)]
    if not said:
        return None
    sums = sorted(zip(map(sum, zip(*said, strict=True)), letters.languages, strict=True), reverse=True)
    best, language = sums[0]
    kin = _KIN if language in _KIN else (language,)
    rival = max(value for value, other in sums if other not in kin)
    return language if best - rival >= thresholds.language_odds else None


_KIN = ("da", "nb", "nn")


def _ends_paragraph(flow: Flow, at: int) -> bool:
    """Whether a blank line stands behind a token; not asked of the last."""
    return flow.tokens[at + 1].begins_paragraph
