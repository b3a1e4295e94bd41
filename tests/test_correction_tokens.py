"""Words of a text are found, counted and told apart."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.plain import part
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.correction.tokens.word_index import WordIndex
from ocr_fix.languages import load_language
from ocr_fix.notation.orthography import WITHIN, stays_open

SWEDISH = load_language("sv")
WORDS = random.Random(5).sample(sorted(SWEDISH.forms("kom")), 300)
TOKENS = st.sampled_from(WORDS) | st.text("abåÅo1|(-.,)ªǅ²", min_size=1, max_size=6)
MARKED = st.tuples(TOKENS, st.sampled_from(["", ".", ",", "?)", ";;"])).map("".join)


@given(st.text(st.sampled_from("aö \n\t\x1c\u00a0\u2003\u200b\U0001f600"), max_size=40))
def test_words_begin_where_splitting_says(text: str) -> None:
    tokens = tokenise(text).tokens
    assert [token.word.text for token in tokens] == text.split()
    assert "".join(token.space + token.word.text for token in tokens) == text.rstrip()


@given(st.text(st.sampled_from("aö \n\t\x1c\u00a0\f"), max_size=30), st.integers(0, 9), st.integers(0, 9))
def test_blank_lines_part_paragraphs_however_many_words_are_asked_about(text: str, start: int, length: int) -> None:
    flow = tokenise(text)
    places = range(min(start, len(flow.words)), min(start + length, len(flow.words)))
    assert flow.parts_paragraphs(places) == any(flow.tokens[at].begins_paragraph for at in places)


@pytest.mark.parametrize("letter", ["a", "ö", "–", "\U0001f600"])
def test_words_are_counted_and_found_however_many_and_wide(letter: str) -> None:
    numbers = random.Random(3)
    words = [f"{letter}{numbers.randrange(3_000)}" for _ in range(8_000)]
    text = " \n".join(words)
    index = WordIndex(text)
    assert index.words == words
    assert list(index.counts.items()) == list(Counter(words).items())
    assert [index.start(at) for at in range(8_000)] == [match.start() for match in re.finditer(r"\S+", text)]
    for word in (*words[:50], letter, "", "nowhere"):
        assert list(index.places(word)) == [at for at, one in enumerate(words) if one == word]


@given(st.text(alphabet="aå \n\f\t\u2028", max_size=30))
def test_lines_begin_at_the_first_word_behind_a_line_or_form_feed(text: str) -> None:
    spaces = re.split(r"\S+", text)[:-1]
    found = [at for at, space in enumerate(spaces) if not at or "\n" in space or "\f" in space]
    assert WordIndex(text).line_starts() == found


def test_there_is_no_word_beyond_the_last() -> None:
    index = WordIndex("två ord")
    assert index.start(1) == 4
    for beyond in (2, -1):
        with pytest.raises(IndexError):
            index.start(beyond)


@given(st.dictionaries(MARKED, st.integers(1, 9), max_size=20), st.booleans())
def test_a_plain_token_is_one_known_word_and_perhaps_a_mark(counts: dict[str, int], any_own: bool) -> None:
    own = (WORDS[0], *list(counts)[:2]) if any_own else ()
    vocabulary = Vocabulary(SWEDISH, own)
    classifier = TokenClassifier(vocabulary)
    classes = classifier.classify(counts)
    assert {**dict.fromkeys(classes.plain), **classes.others, **classes.wordless}.keys() == counts.keys()
    assert sum(classes.words.values()) == sum(counts[token] for token in classes.plain)
    for token in counts:
        word = token.rstrip(".,;!?)")
        stays = not classifier.of(token).words
        is_plain = len(word) > 2 and word.isalpha() and word[1:].islower() and vocabulary.knows(word) and not stays
        assert classes.plain.get(token) == (word if is_plain else None)
    for token in classes.wordless:
        assert not any(letter.isalpha() or letter == "|" for letter in token)
    assert classifier.classify(counts) == classes  # as it is remembered


def told(text: str, *, own: bool = False) -> tuple[dict[str, str], list[str], list[str]]:
    """The plain tokens of a text with their words, the others, and those without a word."""
    counts = Counter(text.split())
    known = {"skolan", "är", "byggs", "åmål"}
    plain, words, others, wordless = part(
        counts, {}, {}, lambda word: word.lower() in known, lambda token: token == "byggs.", own, 3
    )
    assert sum(words.values()) == sum(counts[token] for token in plain)
    return plain, list(others), list(wordless)


def test_plain_tokens_are_known_words_of_plain_shape() -> None:
    plain, others, wordless = told("Skolan skolan, skolan?) ärna är SKOLAN skoLan (skolan 1907 – f6r | Åmål")
    assert plain == {"Skolan": "Skolan", "skolan,": "skolan", "skolan?)": "skolan", "Åmål": "Åmål"}
    assert others == ["ärna", "är", "SKOLAN", "skoLan", "(skolan", "f6r", "|"]
    assert wordless == ["1907", "–"]


def test_what_stays_as_it_is_is_not_plain() -> None:
    assert told("byggs byggs.")[1] == ["byggs."]


def test_what_was_told_once_is_remembered() -> None:
    asked: list[str] = []

    def knows(word: str) -> bool:
        asked.append(word)
        return word == "skolan"

    young: dict[str, str] = {}
    for _ in range(2):
        plain = part({"skolan.": 1, "xqz": 2}, young, {}, knows, lambda _: False, False, 3)[0]
        assert plain == {"skolan.": "skolan"}
    assert asked == ["skolan", "xqz"]
    part({"skolan.": 1}, {}, young, knows, lambda _: False, False, 3)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("(lärför blev det", True),
        ("(därför) blev det", False),
        ("(därför blev) det", False),
        ("(därför blev det som", True),
        ("(därför" + " blev" * (WITHIN - 1) + " )", False),
        ("(därför" + " blev" * WITHIN + " )", True),  # one word farther than is looked
        ("(därför blev (det)", True),
        ("(därför blev) (det)", False),
        ("(därför blev)(det", False),
    ],
)
def test_a_mark_stays_open_where_nothing_or_a_later_one_is_closed(text: str, is_open: bool) -> None:
    assert stays_open(text.split(), 0, "(", re.compile(r"\)")) is is_open


def test_lines_and_cells_begin_behind_breaks_and_wide_spaces() -> None:
    text = TokenisedText(tokenise("Namn  År\tOrt\nAnna    1955   Lund\fSlut"), TokenClassifier(Vocabulary(SWEDISH)))
    assert [
        text.words[at] for at in range(len(text.words)) if text.begins_cell(at)
    ] == "Namn Ort Anna 1955 Slut".split()
