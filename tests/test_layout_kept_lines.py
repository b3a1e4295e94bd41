"""Lines that their writer ended stay lines in running text: contents, agendas, lists of names."""

from __future__ import annotations

import pytest

import ocr_fix
from ocr_fix.document import PageText
from ocr_fix.layout.legacy import rows_of
from ocr_fix.layout.lines.kept import kept

KEPT = {
    "contents without leaders": "Förord 2\nSammanfattning 4\nUppdraget 4\nSkolans organisation 9\nLitteratur 31\n",
    "contents with tabs": "Kapitel 1\tHembygden\t5\nKapitel 2\tBruket\t17\nKapitel 3\tJärnvägen\t29\n",
    "an agenda by paragraphs": "§ 12 Mötet öppnas\n§ 13 Val av justerare\n§ 14 Övriga frågor\n",
    "members": "Siv Ekdahl (S)\nBo Almgren (M)\nUlla-Britt Öhman (C)\nLars Ekman (V)\n",
    "names": "Siv Ekdahl\nBo Almgren\nMargareta Lund\n",
    "points in capital letters, some left out": "I. Upprop\nIII. Budget\nVII. Motioner\nXII. Avslutning\n",
    "such points without a mark": "I Upprop\nII Justering\nV Skrivelser\nIX Motioner\n",
    "points in small Roman numerals": "i) Ändamål\nii) Medlemskap\niii) Avgifter\niv) Upplösning\n",
    "code": 'mv /srv/inkommet/brev_7.tif ~/klart/\nfor brev in *.tif; do echo "$brev"; done\n',
    "code in lines": "brev_7 = antal(lista)\nsumma += len(brev_7)\n",
    "a letterhead": "Havsnäs Hembygdsförening\nStrandgatan 4 B\nOrg.nr 802400-1234\n",
    "a title page": "Handlingar\nRörande Havsnäs hamn och dess äldsta bryggor\nTryckta 1912\nAndra häftet\n",
    "questions with boxes": "Finns hiss? ☐ Ja ☒ Nej\nÄr taket tätt och lagat? ☒ Ja ☐ Nej\nIngår el? ☐ Ja ☐ Nej\n",
    "contents with Roman pages": "Förord ........ V\nInnehållet i korthet ........ XI\nHamnen ........ 1\n",
    "names with the surname first": "Andersson, Per\nBergström, Eva\nDahl, Ingrid\n",
}
# What parts the cells of each line is two spaces.
LISTS = {
    "offices": "Siv Ekdahl  sekreterare\nBo Almgren  kassör\nUlla-Britt Öhman  suppleant\n",
    "telephones": "Siv Ekdahl  0243-120 11\nBo Almgren  0243-98 20\nLars Ek  0243-51 07\n",
    "two columns of names": "Ledamöter  Suppleanter\nSiv Ekdahl  Lars Ek\nBo Almgren  Ulla-Britt Öhman\n",
}
RUNNING = {
    "lines around one middle that go on": "  Biblioteken i Havsnäs och i\n   byarna flyttar till huset\n    i parken\n",
    "lines of like length": "Biblioteken i Havsnäs och i\nBergviken flyttar till huset i\nBryggarparken vid torget\n",
    "justified lines": "Skolan byggdes av  sten\nMen den revs och  en ny\nDen var då klar  i mars\n",
    "two spaces behind sentences": "Skolan är av sten.  Den\nBorgmästaren talade.  Alla\nÖlet tog slut.  Sedan gick\n",
    "sentences that end lines three times": "Skolan är av sten. Den är gammal.\nHär gick många barn. De kom från byn.\n"
    "Nu är den stängd. Alla flyttar.\nRådet säljer huset till\nden som vill ha det.\n",
    "a preposition": "I Falun byggdes en skola\nI Mora fanns redan en\nI Rättvik stod två.\n",
    "years at line ends": "Skolan byggdes i Falun 1954\nmen den revs. Den nya stod klar 1961\noch den står.\n",
    "numbers that fall": "Anslaget var i kronor 900\nI fjol var det 700\nOch i år är det 400\n",
    "two names": "Närvarande var bara\nSiv Ekdahl\nBo Almgren\noch ingen mer än de som stod i listan.\n",
    "paragraphs of a statute": "§ 12 Mötet öppnas av den äldste.\n§ 14 Val sker så snart\nalla har kommit.\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
@pytest.mark.parametrize(
    "around", ["{}", "Handlingarna skickas ut före mötet.\n\n{}\nSedan tas de i tur och ordning.\n"]
)
def test_lines_that_their_writer_ended_stay_lines(text: str, around: str) -> None:
    cleaned = ocr_fix.clean(around.format(text).encode(), correct=False).text
    assert text in cleaned
    assert cleaned.split() == around.format(text).split()


def test_points_that_are_set_in_below_a_long_one_are_points() -> None:
    lines = [
        "1. Val av kassör",
        "2. Val av övriga i styrelsen",
        "   a) två ledamöter",
        "   b) en suppleant",
        "3. Avslutning",
    ]
    text = ocr_fix.clean("\n".join(lines).encode(), correct=False).text
    assert [line for line in text.splitlines() if line] == [line.strip() for line in lines]


@pytest.mark.parametrize("line", ["2019-03-12 14:05", "0413-22 10 44", "12.3.2019"])
def test_what_stands_below_a_line_of_figures_stays_below_it(line: str) -> None:
    below = f"{line}\nKom gärna igen"
    assert below.replace("\n", "\n\n") in ocr_fix.clean(f"Boden i Havsnäs\n\n{below}\n".encode(), correct=False).text


def test_lines_around_one_middle_keep_their_ends() -> None:
    lines = ["Havsnäs Lanthandel", "Hamngatan 4, Bergviken öster"]
    centred = "\n".join(line.center(40).rstrip() for line in lines)
    around = f"Kvittot sparas i bokföringen hela året.\n\n{centred}\n\nSumman stämmer.\n"
    assert "\n".join(lines) in ocr_fix.clean(around.encode(), correct=False).text


def test_lines_that_are_sentences_one_after_the_other_are_paragraphs() -> None:
    lines = [
        "Dahl, Per: Bruken vid ån. Falun.",
        "Ek, Siv: Sågverken. Gävle.",
        "Lund, Eva (red.): Bondens år i skogen. Umeå.",
        "Landsarkivet i Härnösand, volym 14.",
    ]
    assert ocr_fix.clean("\n".join(lines).encode(), correct=False).text == "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
@pytest.mark.parametrize(
    "around", ["{}", "Handlingarna skickas ut före mötet.\n\n{}\nSedan tas de i tur och ordning.\n"]
)
def test_lists_in_columns_keep_their_lines(text: str, around: str) -> None:
    cleaned = ocr_fix.clean(around.format(text).encode(), correct=False).text
    assert text.replace("  ", " ") in cleaned


def test_a_block_that_is_set_in_is_code_where_one_of_its_lines_is() -> None:
    text = "Starta om tjänsten:\n\n    sudo systemctl restart arkiv\n    ls -la /srv/inkommet/\n\nSedan är den uppe.\n"
    assert ocr_fix.clean(text.encode(), correct=False).text == text.replace("    ", "")


@pytest.mark.parametrize("text", RUNNING.values(), ids=RUNNING.keys())
def test_running_text_is_none_of_them(text: str) -> None:
    (rows,) = rows_of([PageText(1, text)])
    assert [kind for _, kind in kept(rows)] == [None]
