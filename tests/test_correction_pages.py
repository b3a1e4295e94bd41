"""The pages of a document go to the corrector as one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from ocr_fix import Cleaner
from ocr_fix.correction.corrected import CorrectedText
from ocr_fix.correction.pages import corrected_pages
from ocr_fix.correction.registers.identification import Stretch
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.document import Block, BlockKind, Box, Edit, Flow, Line, Origin, Page, Word
from ocr_fix.languages import load_language

EDIT = Edit("word", 0.9, "a test")


def block(text: str, kind: BlockKind = "paragraph", *, top: int = 0) -> Block:
    words = [Word(word, Box(10 * at, top, 10 * at + 9, top + 9)) for at, word in enumerate(text.split())]
    return Block((Line(tuple(words)),), kind)


def page(number: int, *blocks: Block, origin: Origin = "engine") -> Page:
    return Page(number, blocks, 500, 500, 300, origin=origin)


def dotted(flow: Flow) -> Mapping[int, Word]:
    """Every a becomes an ä."""
    return {
        at: token.word.edited(token.word.text.replace("a", "ä"), EDIT)
        for at, token in enumerate(flow.tokens)
        if "a" in token.word.text
    }


def texts(pages: tuple[Page, ...]) -> list[list[str]]:
    return [[word.text for each in page.blocks for line in each.lines for word in line.words] for page in pages]


def test_a_running_head_is_shown_to_the_corrector_once_and_corrected_everywhere() -> None:
    shown: list[str] = []

    def correct(flow: Flow) -> CorrectedText:
        shown.extend(token.word.text for token in flow.tokens)
        return CorrectedText(dotted(flow))

    head = "Namnden Havsnas"
    pages = [page(n, block(head, "header", top=n), block(f"arende {n}", top=50)) for n in (1, 2, 3)]
    pages[2] = page(3, block("Namnden Mora", "header"), block("arende 3"))
    corrected = corrected_pages(pages, correct).pages
    assert texts(corrected) == [
        ["Nämnden", "Hävsnäs", "ärende", "1"],
        ["Nämnden", "Hävsnäs", "ärende", "2"],
        ["Nämnden", "Morä", "ärende", "3"],
    ]
    assert shown == ["arende", "1", "arende", "2", "arende", "3", *head.split(), "Namnden", "Mora"]
    # Each stands where it stood on its own page.
    tops = [word.box and word.box.top for each in corrected[:2] for word in each.blocks[0].lines[0].words]
    assert tops == [1, 1, 2, 2]


def test_text_that_was_not_read_but_taken_keeps_its_words_and_loses_its_hyphens() -> None:
    pages = [page(1, block("arende har hand- laggning"), origin="text-layer"), page(2, block("arende"))]

    def correct(flow: Flow) -> CorrectedText:
        head, rest = flow.tokens[2].word, flow.tokens[3].word
        hyphen = Edit("hyphen", 0.9, "a test")
        return CorrectedText({**dotted(flow), 2: head.edited("handlaggning", hyphen), 3: rest.edited("", hyphen)})

    assert texts(corrected_pages(pages, correct).pages) == [["arende", "har", "handlaggning", ""], ["ärende"]]


def test_of_a_page_with_text_of_its_own_and_words_read_beside_it_only_these_are_changed() -> None:
    read = Block((Line((Word("arende", Box(0, 50, 9, 59), 0.8),)),))
    pages = [page(1, block("arende har"), read, origin="both")]
    assert texts(corrected_pages(pages, lambda flow: CorrectedText(dotted(flow))).pages) == [
        ["arende", "har", "ärende"]
    ]


def test_words_joined_by_a_change_that_is_not_made_stay_apart() -> None:
    pages = [page(1, block("arende n har"), origin="text-layer")]

    def correct(flow: Flow) -> CorrectedText:
        join = Edit("join", 0.9, "a test")
        return CorrectedText({0: flow.tokens[0].word.edited("ärenden", join), 1: flow.tokens[1].word.edited("", join)})

    assert texts(corrected_pages(pages, correct).pages) == [["arende", "n", "har"]]


def test_a_block_has_the_language_of_most_of_its_words_and_a_running_head_on_every_page() -> None:
    heads = [block("Folketingets forhandlinger", "header") for _ in range(2)]
    pages = [
        page(1, heads[0], block("Ministern sade: jeg ved det ikke")),
        page(2, heads[1], block("Så var det"), Block(())),
    ]
    # The text, then the head, which is shown once.
    found = corrected_pages(
        pages, lambda _: CorrectedText({}, [Stretch(range(2, 6), "da"), Stretch(range(9, 11), "nb")])
    )
    assert [[each.language for each in page.blocks] for page in found.pages] == [["nb", "da"], ["nb", "sv", None]]


@cache
def classifier() -> TokenClassifier:
    return TokenClassifier(Vocabulary(load_language("sv")))


def test_a_doubtful_number_is_doubtful_when_specks_behind_it_are_gone() -> None:
    doubt = Edit("doubtful", 0.4, "Tesseract is not sure")
    lines = [
        "Namnden har foreslagit att anlaggningen skall byggas",
        "for en kostnad av 32.1 ' kronor , och 33,7 . och",
    ] * 4
    read = [block(text, top=20 * at) for at, text in enumerate(lines)]
    marked = [
        replace(each, lines=tuple(Line(tuple(_doubted(word, doubt) for word in line.words)) for line in each.lines))
        for each in read
    ]
    corrected = Cleaner().corrector().correct_pages([page(1, *marked)]).pages
    words = [word for each in corrected[0].blocks for line in each.lines for word in line.words]
    numbers = [word for word in words if word.text[:1].isdigit()]
    assert [word.text for word in numbers] == ["32.1", "33,7"] * 4
    assert all(word.edit is not None and word.edit.confidence == doubt.confidence for word in numbers)
    assert all(word.edit is not None and doubt.reason in word.edit.reason for word in numbers)


def _doubted(word: Word, doubt: Edit) -> Word:
    return word.edited(word.text, doubt) if word.text[:1].isdigit() else word
