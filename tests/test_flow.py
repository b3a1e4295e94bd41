"""Pages become text: what parts paragraphs, lines and cells, what is left out; nothing goes unaccounted for."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ocr_fix
from ocr_fix import Cleaner, OcrFixError, revert
from ocr_fix.document import (
    Block,
    BlockKind,
    Document,
    Edit,
    FurnitureChoice,
    Line,
    LineChoice,
    Page,
    Word,
    flow_of,
    furniture_of,
    replace_words,
)

EDIT = Edit("hyphen", 0.9, "a test")
CHOICES = list(product(get_args(LineChoice), get_args(FurnitureChoice)))


def line(text: str, cells: tuple[int, ...] = ()) -> Line:
    return Line(tuple(Word(part) for part in text.split()), cells)


def block(*texts: str, kind: BlockKind = "paragraph", continues: bool = False) -> Block:
    return Block(tuple(line(text) for text in texts), kind, continues)


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    """Pages of any kinds of blocks, with words that have absorbed others across lines, blocks and pages."""
    found = []
    begun = False
    for number in range(draw(st.integers(1, 3))):
        blocks = []
        for _ in range(draw(st.integers(0, 4))):
            kind = draw(st.sampled_from(get_args(BlockKind)))
            lines = []
            for _ in range(draw(st.integers(1, 3))):
                words = []
                for _ in range(draw(st.integers(1, 3))):
                    word = Word(draw(st.sampled_from(["barn-", "vården", "är", "1"])))
                    fate = draw(st.sampled_from(["keep", "change", "absorb"]))
                    if fate == "absorb" and begun and kind == "paragraph":
                        word = word.edited("", EDIT)
                    elif fate != "keep":
                        word = word.edited("något", EDIT)
                        begun = begun or kind == "paragraph"
                    words.append(word)
                lines.append(Line(tuple(words), (1,) if kind == "table" and len(words) > 1 else ()))
            blocks.append(Block(tuple(lines), kind, draw(st.booleans()) and begun))
        found.append(Page(number + 1, tuple(blocks)))
    return found


@pytest.mark.parametrize(("lines", "furniture"), CHOICES)
@given(pages=pages())
def test_any_text_and_its_changes_give_back_the_reading(
    lines: LineChoice, furniture: FurnitureChoice, pages: list[Page]
) -> None:
    # Words are only ever absorbed by one that has an edit: a head without one is given it here, as correctors do.
    flow = flow_of(pages, lines=lines, furniture=furniture)
    heads = [at for at in range(len(flow.tokens) - 1) if flow.tokens[at + 1].word.absorbed]
    flow = flow.with_edits(
        {
            at: flow.tokens[at].word.edited(flow.tokens[at].word.text, EDIT)
            for at in heads
            if not flow.tokens[at].word.absorbed
        }
    )
    assert revert(flow.text, flow.changes) == flow.raw
    assert "\f" not in flow.text


@given(pages())
def test_words_can_be_taken_out_and_put_back(pages: list[Page]) -> None:
    words = [token.word for token in flow_of(pages).tokens]
    aside = [token.word for token in furniture_of(pages).tokens]
    assert list(replace_words(pages, words, aside)) == pages


REPORT = (
    Page(
        1,
        (
            block("Budget 2024", kind="heading"),
            block("Nämnden har sett över stödet till barn-"),
            block("Tyresta kommun", kind="footer"),
        ),
    ),
    Page(
        2,
        (
            block("2 (2)", kind="page-number"),
            block("familjer i hela länet.", continues=True),
            block("- skolan", kind="list-item"),
            block("- vården av", "äldre", kind="list-item"),
            Block((line("Skola 12 kr", (1,)), line("Vård 9 kr", (1,))), "table"),
            block("Anna Ek", "Kommunchef", kind="signature"),
        ),
    ),
)


def test_paragraphs_list_items_rows_and_signatures_stand_apart() -> None:
    assert Document("x", "text", REPORT).text == (
        "Budget 2024\n\nNämnden har sett över stödet till barn- familjer i hela länet.\n\n- skolan\n"
        "- vården av äldre\n\n"
        "Skola\t12 kr\nVård\t9 kr\n\nAnna Ek\nKommunchef\n"
    )


def test_kept_lines_are_those_of_the_scan() -> None:
    assert Document("x", "text", REPORT, lines="keep").text == (
        "Budget 2024\n\nNämnden har sett över stödet till barn-\nfamiljer i hela länet.\n\n- skolan\n"
        "- vården av\näldre\n\n"
        "Skola\t12 kr\nVård\t9 kr\n\nAnna Ek\nKommunchef\n"
    )


def test_kept_furniture_stands_after_the_paragraph_it_cuts() -> None:
    kept = Document("x", "text", REPORT, furniture="keep").text
    assert kept.split("\n\n")[1:5] == [
        "Nämnden har sett över stödet till barn- familjer i hela länet.",
        "Tyresta kommun",
        "2 (2)",
        "- skolan\n- vården av äldre",
    ]


def test_a_break_inside_a_word_made_whole_goes_behind_it() -> None:
    head, rest = Word("barn-").edited("barnfamiljer", EDIT), Word("familjer").edited("", EDIT)
    lines = (Line((Word("för"), head)), Line((rest, Word("i"), Word("länet"))))
    document = Document("x", "text", (Page(1, (Block(lines),)),), lines="keep")
    assert document.text == "för barnfamiljer\ni länet\n"
    (change,) = document.changes
    assert (change.before, change.after) == ("barn-\nfamiljer ", "barnfamiljer\n")
    assert revert(document.text, document.changes) == "för barn-\nfamiljer i länet\n"


def test_a_word_joined_across_furniture_is_whole_where_furniture_is_kept() -> None:
    head, rest = Word("barn-").edited("barnfamiljer", EDIT), Word("familjer").edited("", EDIT)
    pages = (
        Page(1, (Block((Line((head,)),)), block("Sida 1", kind="footer"))),
        Page(2, (Block((Line((rest, Word("här"))),)),)),
    )
    document = Document("x", "text", pages, furniture="keep")
    assert document.text == "barnfamiljer\n\nSida 1\n\nhär\n"
    assert revert(document.text, document.changes) == document.raw_text


@pytest.mark.parametrize(("lines", "furniture"), CHOICES)
def test_choices_change_what_is_written_and_not_what_is_read(lines: LineChoice, furniture: FurnitureChoice) -> None:
    text = b"Namnden har under aret sett 6ver hur for-\nskolan skall skotas nasta ar och darefter.\n"
    document = ocr_fix.clean(text, lines=lines, furniture=furniture)
    reading = ocr_fix.clean(text, lines=lines, furniture=furniture, correct=False)
    assert revert(document.text, document.changes) == reading.raw_text
    assert document.pages == ocr_fix.clean(text).pages


@pytest.mark.parametrize("name", ["lines", "furniture"])
def test_a_choice_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(OcrFixError, match=f"{name} is 'other'; it must be one of"):
        Cleaner(**{name: "other"})  # type: ignore[call-overload]
