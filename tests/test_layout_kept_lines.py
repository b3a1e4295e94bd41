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
    "names with the surname first": "Andersson, Per\nBergström, Eva\nDahl, Ingrid\n",
}
RUNNING = {
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


@pytest.mark.parametrize("text", RUNNING.values(), ids=RUNNING.keys())
def test_running_text_is_none_of_them(text: str) -> None:
    (rows,) = rows_of([PageText(1, text)])
    assert [kind for _, kind in kept(rows)] == [None]
