"""Reading order and blocks from where words stand on the page, however the engine has strung them to lines."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from output_documents import cleaned

from ocr_fix.document import Block, Box, Document, Line, Page, Word
from ocr_fix.layout import arrange
from ocr_fix.layout.geometry.alleys import Mark, alleys_of

SAMPLES = Path(__file__).parents[1] / "samples"
CHARACTER, HEIGHT, PITCH = 10, 24, 40
LEFT_COLUMN = [
    "Nämnden har under våren",
    "sett över hamnens kajer",
    "och funnit att de måste",
    "lagas innan nästa höst.",
    "Arbetet börjar i augusti",
    "när båtarna har lämnat",
]
RIGHT_COLUMN = [
    "sina platser för vintern.",
    "Kostnaden har beräknats",
    "till fyra miljoner, och",
    "den delas med regionen.",
    "Besökare hänvisas under",
    "tiden till norra piren.",
]


def words(text: str, left: int, top: int, size: float = 1.0) -> list[Word]:
    found = []
    for part in text.split():
        right = left + int(len(part) * CHARACTER * size)
        found.append(Word(part, Box(left, top, right, top + int(HEIGHT * size)), 0.9))
        left = right + int(CHARACTER * size)
    return found


def line(*placed: tuple[str, int], top: int, size: float = 1.0) -> Line:
    """A line of the engine: texts with their left edges."""
    return Line(tuple(word for text, left in placed for word in words(text, left, top, size)))


def askew(word: Word, slope: float) -> Word:
    """A word on a page that lies askew: what is on the right stands lower, what is low stands farther left."""
    box = word.box
    assert box is not None
    aside, down = -int(slope * box.top), int(slope * box.left)
    return replace(word, box=Box(box.left + aside, box.top + down, box.right + aside, box.bottom + down))


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number, (Block(lines),), 1600, 2200, 200)


def text_of(*pages: Page) -> str:
    return Document("x.pdf", "pdf", arrange(pages)).text


def rows(texts: list[str], left: int = 100, top: int = 100) -> list[Line]:
    return [line((text, left), top=top + PITCH * at) for at, text in enumerate(texts)]


def test_columns_that_the_engine_read_across_are_read_one_after_the_other() -> None:
    mixed = [
        line((left, 100), (right, 500), top=300 + PITCH * at)
        for at, (left, right) in enumerate(zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True))
    ]
    title = line(("Hamnen lagas under hösten som kommer", 250), top=100, size=1.8)
    assert text_of(page(title, *mixed)) == (
        "Hamnen lagas under hösten som kommer\n\n" + " ".join([*LEFT_COLUMN, *RIGHT_COLUMN]) + "\n"
    )


def test_a_note_in_the_margin_is_no_part_of_the_lines_beside_it() -> None:
    lines = rows(LEFT_COLUMN)
    lines[1] = line((LEFT_COLUMN[1], 100), ("HFS 2011:6", 480), top=100 + PITCH)
    lines[2] = line((LEFT_COLUMN[2], 100), ("Utkom den", 480), top=100 + 2 * PITCH)
    lines[3] = line((LEFT_COLUMN[3], 100), ("20 juni", 480), top=100 + 3 * PITCH)
    document = Document("x.pdf", "pdf", arrange([page(*lines)]))
    assert " ".join(LEFT_COLUMN) in document.text
    notes = [block for block in document.pages[0].blocks if block.kind == "margin-note"]
    assert " ".join(w.text for note in notes for row in note.lines for w in row.words) == "HFS 2011:6 Utkom den 20 juni"


def test_a_small_note_beside_a_paragraph_in_mid_page_comes_after_it() -> None:
    first, second = LEFT_COLUMN[:4], [*LEFT_COLUMN[4:], RIGHT_COLUMN[0]]
    lines = [*rows(first, left=500), *rows(second, left=500, top=100 + 5 * PITCH)]
    small = [
        line((text, 100), top=110 + PITCH * at, size=0.8)
        for at, text in enumerate(["Jämför bilaga 2", "till planen"], 1)
    ]
    found = Document("x.pdf", "pdf", arrange([page(*lines, *small)]))
    assert [block.kind for block in found.pages[0].blocks] == ["paragraph", "margin-note", "paragraph"]
    assert found.text.split("\n\n") == [
        " ".join(first),
        "Jämför bilaga 2 till planen",
        " ".join(second) + "\n",
    ]
    # On the lines of the text and in its letters they are labels of what stands beside them.
    labels = [line(("Kajerna", 100), (LEFT_COLUMN[0], 500), top=100), *rows(LEFT_COLUMN[1:], left=500, top=100 + PITCH)]
    assert not [b for b in arrange([page(*labels)])[0].blocks if b.kind == "margin-note"]


@pytest.mark.parametrize("skew", [0.0, 0.015])
def test_three_columns_with_little_white_between_are_read_one_after_the_other(skew: float) -> None:
    columns = [[*LEFT_COLUMN, *RIGHT_COLUMN][at : at + 6] for at in (0, 3, 6)]
    across = [
        [
            word
            for number, column in enumerate(columns)
            for word in words(column[at], 100 + 275 * number, 400 + PITCH * at)
        ]
        for at in range(6)
    ]
    found = page(*(Line(tuple(askew(word, skew) for word in line)) for line in across))
    assert " ".join(text_of(found).split()) == " ".join(line for column in columns for line in column)


def test_the_white_between_words_of_justified_lines_is_no_alley() -> None:
    rng = random.Random(1)
    lengths = [len(word) for word in " ".join([*LEFT_COLUMN, *RIGHT_COLUMN]).split()]
    for _ in range(50):
        lines = []
        for row in range(50):
            taken = [rng.choice(lengths) for _ in range(10)]
            space = (75 - sum(taken)) / 9
            starts = [sum(taken[:at]) + space * at for at in range(10)]
            lines.append([Mark(10 * x, 10 * (x + n), 24.0 * row) for x, n in zip(starts, taken, strict=True)])
        assert alleys_of(lines, 10.0, 24.0) == []


def test_what_stands_across_the_head_of_columns_is_read_before_them() -> None:
    mixed = [
        line((left, 100), (right, 500), top=400 + PITCH * at)
        for at, (left, right) in enumerate(zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True))
    ]
    head = line(("Nummer 3, 2012", 100), ("Utges av Havsnäs kommun", 560), top=400 - 3 * PITCH)
    text = text_of(page(head, *mixed))
    assert text.endswith(" ".join([*LEFT_COLUMN, *RIGHT_COLUMN]) + "\n")
    assert text.split("\n\n")[:2] == ["Nummer 3, 2012", "Utges av Havsnäs kommun"]


def test_a_heading_in_somewhat_larger_letters_stands_apart() -> None:
    title = line(("Bojarna målas i vår igen", 100), top=100, size=1.2)
    found = arrange([page(title, *rows(LEFT_COLUMN, top=100 + PITCH))])
    assert [block.kind for block in found[0].blocks] == ["heading", "paragraph"]


def test_a_heading_that_ends_at_the_white_between_columns_does_not_hide_them() -> None:
    heading = line(("Hamnens kajer lagas i höst inför isen", 100), top=60)
    assert text_of(page(heading, *rows(LEFT_COLUMN), *rows(RIGHT_COLUMN, left=480))).split("\n\n")[1:] == [
        " ".join(LEFT_COLUMN + RIGHT_COLUMN) + "\n"
    ]


def stretched(text: str, left: int, right: int, top: int) -> Line:
    """A line whose words stand evenly between two edges."""
    parts = text.split()
    white = (right - left - CHARACTER * sum(map(len, parts))) / (len(parts) - 1)
    at, found = float(left), []
    for part in parts:
        found += words(part, round(at), top)
        at += len(part) * CHARACTER + white
    return Line(tuple(found))


def test_a_headline_between_columns_parts_what_is_above_from_what_is_below() -> None:
    """As in newspapers, where the next article begins under a headline that may be no wider than a column."""
    headline = line(("Badet öppnar", 100), top=420, size=2.0)
    article = [*rows(LEFT_COLUMN), *rows(RIGHT_COLUMN, left=480)]
    below = [*rows(LEFT_COLUMN, top=520), *rows(RIGHT_COLUMN, left=480, top=520)]
    assert text_of(page(*article, headline, *below)).split("\n\n") == [
        " ".join(LEFT_COLUMN + RIGHT_COLUMN),
        "Badet öppnar",
        " ".join(LEFT_COLUMN + RIGHT_COLUMN) + "\n",
    ]


def test_a_headline_at_the_head_of_a_page_with_a_note_in_the_margin_stands_first() -> None:
    headline = line(("Badet öppnar", 100), top=20, size=2.0)
    note = [
        line((text, 1200), top=300 + 30 * at, size=0.7) for at, text in enumerate(["Bryggan", "lagas först", "i höst."])
    ]
    text = text_of(page(headline, *rows(LEFT_COLUMN), *rows(RIGHT_COLUMN, left=480), *note))
    assert text.startswith("Badet öppnar\n\n")
    assert "Bryggan lagas först i höst." in text


def test_a_headline_in_large_letters_is_whole_though_the_white_between_columns_meets_its_spaces() -> None:
    headline = line(("Hamnens kajer är", 60), ("trasiga och lagas", 470), top=20, size=2.2)
    text = text_of(page(headline, *rows(LEFT_COLUMN), *rows(RIGHT_COLUMN, left=410)))
    assert text.startswith("Hamnens kajer är trasiga och lagas")


def test_three_lines_beside_three_are_columns_where_the_white_is_clear_though_narrow() -> None:
    mixed = [
        line((left, 100), (right, 100 + 24 * CHARACTER + 34), top=100 + PITCH * at)
        for at, (left, right) in enumerate(zip(LEFT_COLUMN[:3], RIGHT_COLUMN[:3], strict=True))
    ]
    more = rows(LEFT_COLUMN[3:], top=100 + 3 * PITCH)
    assert text_of(page(*mixed, *more)) == " ".join(LEFT_COLUMN + RIGHT_COLUMN[:3]) + "\n"


def test_a_column_that_begins_below_a_picture_is_read_before_that_on_its_right() -> None:
    left = rows(LEFT_COLUMN[:4], top=100 + 4 * PITCH)
    right = rows([*RIGHT_COLUMN, *LEFT_COLUMN[:2]], left=480)
    assert text_of(page(*right, *left)).split() == " ".join([*LEFT_COLUMN[:4], *RIGHT_COLUMN, *LEFT_COLUMN[:2]]).split()


def test_justified_lines_with_wide_spaces_are_text_and_no_cells() -> None:
    texts = [
        "Nämnden har under våren",
        "räkenskaperna för hamnen",
        "sett över",
        "och funnit många brister",
        "i bokföringen hos",
        "kassören, som nu får",
        "ordna det före hösten.",
    ]
    columns = [
        stretched(text, left, left + 240, 100 + PITCH * at) for left in (100, 380) for at, text in enumerate(texts)
    ]
    assert text_of(page(*columns)) == " ".join(texts) + "\n\n" + " ".join(texts) + "\n"


def test_rows_of_a_table_as_wide_as_the_text_are_no_justified_lines() -> None:
    text = [
        "Kostnaderna för hamnen framgår av tabellen nedan, i kronor",
        "och år, och de har ökat mer än nämnden hade räknat med då.",
    ]
    lines = [stretched(each, 100, 680, 100 + PITCH * at) for at, each in enumerate(text)]
    table = [stretched(each, 100, 680, 180 + PITCH * at) for at, each in enumerate(["1931 1932 1933", "640 720 300"])]
    assert text_of(page(*lines, *table)).split("\n\n")[1:] == ["1931\t1932\t1933\n640\t720\t300\n"]


def test_cells_unevenly_apart_between_the_edges_of_the_text_are_no_justified_line() -> None:
    text = [
        "Åtgärderna framgår av tabellen som följer nedan, och de har",
        "beretts av hamnens egna snickare, som också lagar bryggan.",
    ]
    lines = [stretched(each, 100, 680, 100 + PITCH * at) for at, each in enumerate(text)]
    cells = [line(("Kajer", 100), ("lagas", 300), ("hösten", 620), top=180 + PITCH * at) for at in range(2)]
    assert text_of(page(*lines, *cells)).split("\n\n")[1:] == ["Kajer\tlagas\thösten\n" * 2]


def test_rows_of_cells_are_a_table_whatever_blocks_the_engine_made_of_them() -> None:
    head = rows(["Kostnaderna för hamnen framgår av tabellen nedan, i tusental kronor per år."])
    names = Block(tuple(rows(["Kajer", "Farled", "Bojar"], top=220)))
    sums = Block(tuple(rows(["1 240", "980", "55"], left=700, top=220)))
    found = Page(1, (Block(tuple(head)), names, sums), 1600, 2200, 200)
    assert text_of(found).split("\n\n")[1] == "Kajer\t1 240\nFarled\t980\nBojar\t55\n"


def test_an_amount_that_the_engine_took_for_two_columns_is_one_cell() -> None:
    names = Block(tuple(rows(["Kajer", "Farled", "Bojar"], top=220)))
    thousands = Block(tuple(rows(["1 63", "2 37", "1 68"], left=700, top=220)))
    rest = Block(tuple(rows(["588", "535", "632"], left=700 + 5 * CHARACTER, top=220)))
    years = Block(tuple(rows(["2012", "2013", "2014"], left=1000, top=220)))
    found = Page(1, (names, thousands, rest, years), 1600, 2200, 200)
    assert text_of(found) == "Kajer\t1 63 588\t2012\nFarled\t2 37 535\t2013\nBojar\t1 68 632\t2014\n"


def test_rows_far_apart_are_a_table_where_their_numbers_end_below_each_other() -> None:
    cells = (("Ort", "Areal", "Värde"), ("Norrvik", "895", "744 046"), ("Sund", "13 146", "1 373 753"))
    lines = [
        line(
            (name, 100),
            (area, 700 - CHARACTER * len(area)),
            (value, 1100 - CHARACTER * len(value)),
            top=100 + round(2.4 * PITCH) * at,
        )
        for at, (name, area, value) in enumerate(cells)
    ]
    assert text_of(page(*lines)) == "".join("\t".join(row) + "\n" for row in cells)


@pytest.mark.parametrize("amounts_first", [False, True])
def test_amounts_on_the_lines_of_goods_are_cells_however_close_these_lines_are(amounts_first: bool) -> None:
    goods = [
        ("Spik galvad 60 mm", "49,50"),
        ("Målarpensel 2 tum", "89,00"),
        ("Sandpapper 12 ark", "35,00"),
        ("Linolja kokt 1 liter", "119,00"),
        ("Tejp bred 50 m", "24,90"),
    ]
    names = [line((name, 100), top=300 + PITCH * at) for at, (name, _) in enumerate(goods)]
    amounts = [line((sum_, 600 - 10 * len(sum_)), top=302 + PITCH * at) for at, (_, sum_) in enumerate(goods)]
    lines = [*amounts, *names] if amounts_first else [*names, *amounts]
    text = text_of(page(line(("Färghandeln vid torget", 100), top=200), *lines))
    assert text.endswith("".join("\t".join(row) + "\n" for row in goods))


def test_further_lines_of_a_cell_belong_to_the_table() -> None:
    lines = [
        *rows(["Åtgärderna framgår av tabellen."], top=140),
        line(("Bojar", 100), ("Målas av entreprenören", 400), ("2013", 900), top=260),
        line(("innan isen lägger sig.", 400), top=300),
        line(("Kajer", 100), ("Lagas av hamnens egna", 400), ("2014", 900), top=340),
        line(("snickare.", 400), top=380),
        *rows(["Kostnaden redovisas i bilagan till planen för hamnen."], top=500),
    ]
    assert text_of(page(*lines)).split("\n\n") == [
        "Åtgärderna framgår av tabellen.",
        "Bojar\tMålas av entreprenören\t2013\ninnan isen lägger sig.\nKajer\tLagas av hamnens egna\t2014\nsnickare.",
        "Kostnaden redovisas i bilagan till planen för hamnen.\n",
    ]


def test_a_printed_rule_parts_cells_and_an_i_read_as_one_does_not() -> None:
    ruled = [line(("Kajer", 100), ("|", 165), ("hamnen", 190), ("2013", 900), top=100 + PITCH * at) for at in range(2)]
    head = line(("Åren framgår av tabellen.", 100), top=20)
    assert text_of(page(head, *ruled)).endswith("\n\nKajer |\thamnen\t2013\nKajer |\thamnen\t2013\n")
    misread = [line(("Vi lagar | dag kajen", 100), top=300), line(("i hamnen.", 100), top=300 + PITCH)]
    assert text_of(page(*misread)) == "Vi lagar | dag kajen i hamnen.\n"


def test_cells_of_a_letterhead_are_lines_of_their_own() -> None:
    top = line(("Havsnäs kommun", 100), ("Tjänsteskrivelse", 600), ("1 (2)", 1100), top=100)
    below = line(("Tekniska kontoret", 100), ("2018-03-27", 600), top=100 + PITCH)
    assert text_of(page(top, below, *rows(LEFT_COLUMN, top=300))).split("\n\n")[:5] == [
        "Havsnäs kommun",
        "Tjänsteskrivelse",
        "1 (2)",
        "Tekniska kontoret",
        "2018-03-27",
    ]


def test_amounts_and_numbered_items_at_the_head_of_a_page_are_no_letterhead() -> None:
    names, sums = ["Spik", "Färg", "Summa"], ["31,75", "149,00", "180,75"]
    bill = [
        line((name, 100), (sum_, 700), top=100 + PITCH * at)
        for at, (name, sum_) in enumerate(zip(names, sums, strict=True))
    ]
    assert text_of(page(*bill)) == "".join(f"{name}\t{sum_}\n" for name, sum_ in zip(names, sums, strict=True))
    counted = [("Socken", "%"), ("Nora", "31"), ("Kil", "+4"), ("Ryd", "1 204")]
    table = [line((a, 100), (b, 700), top=100 + PITCH * at) for at, (a, b) in enumerate(counted)]
    assert text_of(page(*table)) == "".join(f"{a}\t{b}\n" for a, b in counted)
    numerals, items = ["I.", "II.", "III.", "IV."], ["Val av justerare", "Kassörens rapport", "Motioner", "Avslutning"]
    agenda = [
        line((n, 100), (item, 240), top=100 + PITCH * at)
        for at, (n, item) in enumerate(zip(numerals, items, strict=True))
    ]
    assert text_of(page(*agenda)) == "".join(f"{n} {item}\n" for n, item in zip(numerals, items, strict=True))


def test_lines_above_a_table_that_end_short_of_it_are_lines_of_their_own() -> None:
    prices = [("Färg 3 l", "149,00"), ("Spik", "31,75"), ("Pensel", "59,00"), ("Summa", "239,75")]
    table = [line((name, 100), (price, 500), top=300 + PITCH * at) for at, (name, price) in enumerate(prices)]
    below = [line(("Tack och välkommen", 100), top=480)]
    head = ["Torget 21, Mosås", "Org.nr 556612-2331", "Tel. 0437-43 84 18"]
    text = text_of(page(*rows(head, top=100), *table, *below))
    assert [row for row in text.split("\n") if row][:3] == head
    prose = ["Målarna köper i butiken på", "torget, och kvittot visar", "vad det kostade."]
    assert " ".join(prose) in text_of(page(*rows(prose, top=100), *table, *below))


def test_what_stands_above_the_title_is_no_heading() -> None:
    head = line(("Havsnäs kommun", 100), ("2018-03-27", 600), top=100), line(("Bertil Norén, utredare", 100), top=140)
    title = line(("Hamnens kajer", 100), top=240, size=1.5)
    found = arrange([page(*head, title, *rows(LEFT_COLUMN, top=340))])
    assert [(block.kind, block.level) for block in found[0].blocks[:4]] == [
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
        ("heading", 1),
    ]


def test_space_indents_and_short_lines_begin_paragraphs() -> None:
    full = "Kajerna i den gamla hamnen har fått nya pollare och lampor, och vägen"
    spaced = page(*rows([full, "dit är lagad."]), *rows([full, "dit är bred."], top=100 + 3 * PITCH))
    assert text_of(spaced).count("\n\n") == 1
    early = page(*rows([full, "dit är lagad.", full, "dit är bred."]))
    assert text_of(early).count("\n\n") == 1
    lines = [line((text, left), top=100 + PITCH * at) for at, (text, left) in enumerate([(full, 140), (full, 100)] * 3)]
    assert text_of(page(*lines)).count("\n\n") == 2


def test_a_running_head_of_the_second_page_is_furniture_and_that_of_the_first_is_not() -> None:
    first = page(line(("Havsnäs kommun", 100), ("1 (2)", 1000), top=60), *rows(LEFT_COLUMN, top=300))
    second = page(line(("Havsnäs kommun", 100), ("2 (2)", 1000), top=60), *rows(RIGHT_COLUMN, top=300), number=2)
    text = text_of(first, second)
    assert text.split("\n\n")[:2] == ["Havsnäs kommun", "1 (2)"]
    assert text.count("Havsnäs") == 1
    assert " ".join([*LEFT_COLUMN, *RIGHT_COLUMN]) in text


PLACES = st.tuples(st.integers(0, 90), st.integers(0, 120), st.sampled_from(["a", "Åb", "-", "1. ab", "ab. Ab ab"]))


@given(st.lists(PLACES, max_size=30))
def test_no_word_is_lost_wherever_it_stands(placed: list[tuple[int, int, str]]) -> None:
    lines = [line((text, 16 * left), top=16 * top) for left, top, text in placed]
    found = arrange([page(*(each for each in lines if each.words))])
    kept = [word.reading for block in found[0].blocks for row in block.lines for word in row.words]
    assert sorted(kept) == sorted(part for _, _, text in placed for part in text.split())


@pytest.mark.slow
def test_a_newsletter_in_two_columns_is_read_in_order() -> None:
    text = cleaned("nyhetsbrev.pdf").text
    truth = (SAMPLES / "nyhetsbrev.truth.txt").read_text(encoding="utf-8")
    begins = [[line.split()[:1] for line in each.splitlines() if line] for each in (text, truth)]
    assert begins[0] == begins[1]
