"""Two readings of a page become one: nothing is lost, and only signs are gained."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from recognition_pages import HEIGHT, WIDTH, line_of, page_of, texts

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import rescaled
from ocr_fix.recognition.signs.fusion import fused, with_one_quote


def test_signs_come_from_the_second_reading_and_letters_from_the_first() -> None:
    swe = page_of(
        line_of(1, ["Enligt", "9", "8", "får", "högst", "35", "20", "släppas", "på"]),
        line_of(2, ["Frågan", "återremitteras"]),
    )
    eng = page_of(
        line_of(1, ["Enligt", "9", "§", "far", "hogst", "35", "%,", "slappas", "pa"]),
        line_of(2, ["Fragan", "aterremitteras"]),
    )
    assert texts(fused(swe, eng)) == ["Enligt 9 § får högst 35 20 släppas på", "Frågan återremitteras"]
    eng = page_of(line_of(1, ["Enligt", "9", "§", "far", "hogst", "35", "%", "slappas", "pa"], _starts(swe)))
    assert texts(fused(swe, eng))[0] == "Enligt 9 § får högst 35 % släppas på"


def _starts(page: Page) -> list[int]:
    return [word.box.left for word in page.blocks[0].lines[0].words if word.box is not None]


def test_what_was_fused_is_a_reading_and_no_change() -> None:
    word = fused(page_of(line_of(1, ["12", "8"])), page_of(line_of(1, ["12", "§"]))).blocks[0].lines[0].words[1]
    assert (word.text, word.reading, word.edit) == ("§", "§", None)
    assert word.box is not None


def test_an_unsure_second_reading_changes_nothing() -> None:
    swe = page_of(line_of(1, ["12", ("8", 0.95)]))
    for confidence in (0.1, 0.45, 0.6):
        assert fused(swe, page_of(line_of(1, ["12", ("§", confidence)]))) == swe


def test_a_word_that_the_first_reading_took_for_one_is_parted() -> None:
    swe = page_of(line_of(1, ["128", "Avgift"]))
    eng = page_of(line_of(1, ["12", "§"], [100, 140]))
    assert texts(fused(swe, eng)) == ["12 § Avgift"]


def test_an_address_is_put_together_again() -> None:
    swe = page_of(line_of(1, ["till", "bad&viken.", "example"]))
    eng = page_of(line_of(1, ["till", "bad@viken.example"]))
    assert texts(fused(swe, eng)) == ["till bad@viken.example"]


def test_dollars_become_section_signs_only_on_a_page_that_has_one() -> None:
    swe = page_of(line_of(1, ["5", "8", "och"]), line_of(2, ["priset", "7", "$", "per", "liter"]))
    nothing = page_of(line_of(1, ["5", "8", "och"]))
    assert fused(swe, nothing) == swe
    confirming = page_of(line_of(1, ["5", "§", "och"]))
    assert texts(fused(swe, confirming)) == ["5 § och", "priset 7 § per liter"]


WORDS = st.lists(
    st.one_of(st.from_regex(r"[A-Za-zåäöÅÄÖ]{1,9}[,.]?", fullmatch=True), st.from_regex(r"\d{1,4}", fullmatch=True)),
    min_size=1,
    max_size=12,
)


@given(first=WORDS, second=WORDS)
def test_without_a_sign_in_the_second_reading_the_first_stands(first: list[str], second: list[str]) -> None:
    page = page_of(line_of(1, first))
    assert fused(page, page_of(line_of(1, second))) == page


@given(first=WORDS, second=st.lists(st.sampled_from(["§", "%", "12", "§§", "35", "°C", "och", "7"]), max_size=12))
def test_letters_are_never_lost_and_digits_only_to_signs(first: list[str], second: list[str]) -> None:
    page = page_of(line_of(1, first))
    before = "".join(texts(page))
    after = "".join(texts(fused(page, page_of(line_of(1, second)))))
    signs = sum(after.count(sign) for sign in "§%°")
    gone = sum(map(str.isdigit, before)) - sum(map(str.isdigit, after))
    assert 0 <= gone <= 3 * signs
    lost = len([c for c in before if c.isalpha()]) - len([c for c in after if c.isalpha()])
    assert lost <= 3 * signs
    if not signs:
        assert after == before


def test_quotes_agree_with_those_of_the_page() -> None:
    mixed = page_of(line_of(1, ['"tydlig', "plan”", "och", "”nya", "mål”."]), line_of(2, ['15"', "rör"]))
    assert texts(with_one_quote(mixed)) == ["”tydlig plan” och ”nya mål”.", '15" rör']
    straight = page_of(line_of(1, ['"tydlig', 'plan"', "mål”"]))
    assert with_one_quote(straight) == straight


def test_a_section_sign_read_as_two_characters_is_one_where_there_is_room_for_one() -> None:
    eng = page_of(line_of(1, ["5", "§", "och"]))
    for width, expected in ((32, "24 § lagen"), (60, "24 §§ lagen")):
        words = line_of(2, ["24", "S$", "lagen"], [100, 160, 240]).words
        sign = replace(words[1], text="&$", raw="&$", box=Box(160, 120, 160 + width, 160))
        swe = page_of(line_of(1, ["5", "8", "och"]), Line((words[0], sign, words[2])))
        assert texts(fused(swe, eng)) == ["5 § och", expected]


def test_figures_without_room_are_the_sign_that_the_second_reading_half_sees() -> None:
    """% is as wide as one figure and a half: three in its place are none, two with more room are."""
    eng = page_of(line_of(1, ["med", ("30", 0.4), ("%", 0.4), "om"], [100, 190, 240, 320]))
    for read, width, expected in (("246", 48, "med 30 % om"), ("24", 48, "med 30 % om"), ("24", 60, "med 30 24 om")):
        words = line_of(1, ["med", "30", read, "om"], [100, 190, 240, 320]).words
        narrow = replace(words[2], box=Box(240, 60, 240 + width, 100))
        swe = page_of(Line((*words[:2], narrow, words[3])))
        assert texts(fused(swe, eng)) == [expected]


def test_a_number_swallows_no_word() -> None:
    swe = page_of(line_of(1, ["mars", ("2020", 0.8), ("i", 0.3), ("14", 0.3), "rum"]))
    starts = _starts(swe)
    eng = page_of(line_of(1, ["mars", ("2020114", 0.95), "rum"], [starts[0], starts[1], starts[4]]))
    assert fused(swe, eng) == swe


@given(factor=st.floats(0.2, 3.0))
def test_boxes_are_mapped_into_the_page_that_was_given(factor: float) -> None:
    page = page_of(line_of(1, ["Budget", "2024"]), line_of(50, ["sist"]))
    width, height = round(WIDTH * factor), round(HEIGHT * factor)
    mapped = rescaled(page, width, height, 123)
    assert (mapped.width, mapped.height, mapped.dpi) == (width, height, 123)
    words: list[Word] = [word for line in mapped.blocks[0].lines for word in line.words]
    assert [word.text for word in words] == ["Budget", "2024", "sist"]
    old = [word for line in page.blocks[0].lines for word in line.words]
    for word, before in zip(words, old, strict=True):
        assert word.box is not None
        assert before.box is not None
        assert 0 <= word.box.left < word.box.right <= width
        assert 0 <= word.box.top < word.box.bottom <= height
        assert abs(word.box.left - before.box.left * factor) <= 2
        assert abs(word.box.bottom - before.box.bottom * factor) <= 2
