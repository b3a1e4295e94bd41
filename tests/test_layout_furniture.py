"""What comes back at the edges of pages: heads and feet are left out of the text, text that comes back is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.document import Block, Box, Document, Line, Page, PageText, Word
from ocr_fix.layout import arrange

GREETING = "Med vänlig hälsning\n\n\n\nKarin Öberg\nkommunsekreterare"
LETTERS = [
    "Till kommunstyrelsen\n\nFöreningen söker bidrag till en ny brygga vid badplatsen.\n\n" + GREETING,
    "Till kommunstyrelsen\n\nVägen mellan byarna är så sönderkörd att bussen inte kan gå där i vår. Vi ber er\n"
    "därför att skyndsamt laga den.\n\n" + GREETING,
    "Till skolchefen\n\nSkolan behöver fler platser i matsalen redan under våren.\n\n" + GREETING,
    "Till kommunstyrelsen\n\nKassören har lämnat sitt uppdrag.\n\n" + GREETING,
]
CLOSED = "Nämnden beslutar\n\natt bifalla ansökan.\n\nParagrafen förklaras omedelbart justerad."
MINUTES = [
    f"§ {number}\n\n{matter}\n\n{CLOSED}"
    for number, matter in enumerate(
        [
            "Båtklubben har begärt att få hyra kajplatsen i ett år till.",
            "Rektorn redogjorde för antalet elever.\n\nFrågan om en ny matsal bordlades vid förra mötet.",
            "Anbudet från Nordviks bygg var det lägsta och uppfyllde alla krav.",
        ],
        14,
    )
]
CARDS = [
    f"Föremål: {thing}\nInventarienummer: {number}\n\nInköpt på auktion år {year}.\n\nSkicket är gott.\nFörvaras här."
    for thing, number, year in (
        ("kista", 311, 1923),
        ("plog", 312, 1931),
        ("vagga", 313, 1919),
        ("spinnrock", 314, 1902),
    )
]


def text_of(pages: Sequence[str]) -> str:
    return Document("x", "text", arrange([PageText(number, text) for number, text in enumerate(pages, 1)])).text


def boxed(number: int, text: str, foot: str = "", size: float = 1.0) -> Page:
    """A page of 200 dpi: the lines of a text, and at one height of all pages a foot in letters of some size."""
    lines = [_line(line, 200 + 40 * at) for at, line in enumerate(text.split("\n")) if line]
    return Page(number, (Block((*lines, *[_line(foot, 2100, size)] * bool(foot))),), 1654, 2339, 200)


def _line(text: str, top: int, size: float = 1.0) -> Line:
    words, left = [], 150
    for part in text.split():
        right = left + round(14 * size * len(part))
        words.append(Word(part, Box(left, top, right, top + round(24 * size)), 0.9))
        left = right + 14
    return Line(tuple(words))


@pytest.mark.parametrize("pages", [LETTERS, MINUTES, CARDS], ids=["letters", "minutes", "cards"])
def test_what_comes_back_on_pages_that_are_whole_by_themselves_is_text(pages: list[str]) -> None:
    assert Counter(text_of(pages).split()) == Counter(" ".join(pages).split())


@pytest.mark.parametrize("size", [1.0, 0.75])
@pytest.mark.parametrize("pages", [LETTERS, MINUTES, CARDS], ids=["letters", "minutes", "cards"])
def test_feet_of_pages_that_are_whole_by_themselves_are_left_out_and_nothing_else(
    pages: list[str], size: float
) -> None:
    foot = "Hedvalla kommun, Box 12, 891 20 Hedvalla"
    sheets = [boxed(number, page, foot, size) for number, page in enumerate(pages, 1)]
    assert Counter(Document("x", "pdf", arrange(sheets)).text.split()) == Counter(" ".join(pages).split())


def test_a_head_between_the_parts_of_a_sentence_is_left_out_with_that_of_the_pages_near_by() -> None:
    pages = [
        "Havsnäs kommun\n\nHamnen är i gott skick. Arbetet med att laga",
        "Havsnäs kommun\n\nden norra piren börjar i augusti.",
        "Havsnäs kommun\n\nBesökare hänvisas till den södra piren.",
    ]
    assert text_of(pages).count("Havsnäs kommun") == 1


def test_heads_whose_letters_were_misread_as_figures_are_left_out_with_the_others() -> None:
    heads = ["Havsnäs årsberättelse 2", "Havsnäs årsberätte1se 3", "Havsnäs årsberättelse 4"]
    matters = ["Badet öppnar i maj.", "Hamnen är i gott skick.", "Skolan behöver fler platser."]
    pages = ["Vad som hände i år.", *(f"{head}\n\n{matter}" for head, matter in zip(heads, matters, strict=True))]
    assert text_of(pages).split("\n\n") == ["Vad som hände i år.", *matters[:2], matters[2] + "\n"]


@pytest.mark.parametrize("label", ["§ {}", "{} §", "Bilaga {}", "Ärende {}:"])
def test_numbers_of_what_pages_hold_are_none_of_the_pages(label: str) -> None:
    matters = ["Hamnen är i gott skick.", "Badet öppnar i maj.", "Skolan behöver fler platser."]
    pages = [f"{label.format(number)}\n\n{matter}" for number, matter in enumerate(matters, 3)]
    assert Counter(text_of(pages).split()) == Counter(" ".join(pages).split())


@pytest.mark.parametrize(
    "marks", [("1923", "1931", "1919", "1902"), ("Ja", "Nej", "Ja", "Ja"), ("A 14", "B 2", "C 31", "A 7")]
)
@pytest.mark.parametrize("at_top", [True, False])
def test_short_lines_at_the_edges_of_pages_are_no_numbers_of_these(marks: Sequence[str], at_top: bool) -> None:
    matters = ["Kista av furu.", "Plog med skaft av ek.", "Vagga, märkt med initialer.", "Spinnrock utan hjul."]
    pages = [
        "\n\n".join((mark, matter) if at_top else (matter, mark)) for matter, mark in zip(matters, marks, strict=True)
    ]
    assert text_of(pages).split() == " ".join(pages).split()


NUMBERED = [
    "Badet öppnar i maj.",
    "Hamnen är i gott skick.",
    "Skolan är full.",
    "Vägen lagas i höst.",
    "Kassan är tom.",
]


def numbered(third: str, foot: str) -> str:
    """The text of pages with their numbers below, the third of which has a text and a foot of its own."""
    texts = [f"Nämnden sammanträdde på kommunhuset.\n{matter}" for matter in NUMBERED]
    texts[2] += third
    feet = [foot if number == 3 else str(number) for number in range(1, 6)]
    pages = [boxed(number, *each) for number, each in enumerate(zip(texts, feet, strict=True), 1)]
    return Document("x", "pdf", arrange(pages)).text


@pytest.mark.parametrize("last", ["Nej.", "1902", "A 7"])
def test_a_short_last_line_of_the_text_is_no_number_of_a_page_that_has_none(last: str) -> None:
    assert Counter(numbered("\n" + last, "").split()) == Counter(numbered("", "").split() + last.split())


@pytest.mark.parametrize("number", ["»~", "?'", "~»3"])
def test_signs_in_the_place_of_the_numbers_of_pages_are_such_a_number(number: str) -> None:
    assert numbered("", number) == numbered("", "")


@pytest.mark.parametrize("marks", ["²³¹", ["1" * 5000] * 3, ["1" * 5000, "2" * 5000, "3" * 5000]])
def test_figures_that_are_no_number_or_a_very_long_one_harm_nothing(marks: Sequence[str]) -> None:
    pages = [f"Badet {name} öppnar.\n\nHavsnäs arkiv {mark}" for name, mark in zip("abc", marks, strict=True)]
    assert text_of(pages).split() == " ".join(pages).split()


SENTENCES = st.lists(
    st.sampled_from(["Badet öppnar.", "Mötet avslutas.", "Karin Öberg", "Till nämnden", "Ja"]), max_size=7
)


@given(st.lists(SENTENCES, max_size=6), st.sampled_from(["\n", "\n\n"]))
def test_lines_without_numbers_that_no_sentence_spans_are_text_on_all_pages(
    pages: list[list[str]], between: str
) -> None:
    texts = [between.join(lines) for lines in pages]
    assert Counter(text_of(texts).split()) == Counter(" ".join(texts).split())
