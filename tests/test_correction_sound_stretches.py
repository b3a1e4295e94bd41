"""What was learnt of damage says nothing of stretches of the same text that have none."""

from __future__ import annotations

import pytest

import ocr_fix
from ocr_fix.correction.decoding.sound_stretches import _smoothed

DAMAGED = """Namnden har under aret behandlat arendet om skolans lokaler pa nytt. Forvaltningen fick i uppdrag att
redovisa kostnaderna for ombyggnaden, som beraknas till tolv miljoner kronor. Ledamoterna ar overens om att eleverna
behover storre lokaler och att matsalen ska byggas ut forst. Namnden beslutade att bifalla ansokan om anslag."""
SOUND = """Hon satte sig vid fönstret och sa ingenting på en lång stund. Vad menar du med det, sa han till slut, jag
satte ju lampan på bordet för en timme sedan. Det var tant Agnes som visste det, och far hade rätt. Hatten låg kvar i
hallen, och en tratt av plåt stod på golvet bredvid den. Där nere gick en båt förbi, och man kunde höra hur någon
sa något till någon annan på bryggan. Efter en stund blev det tyst igen, och hon tände ljuset på hyllan."""


def test_a_sound_page_beside_damaged_ones_stays_as_it_is() -> None:
    text = "\n\n".join([DAMAGED, DAMAGED, SOUND, DAMAGED])
    assert SOUND in ocr_fix.correct(text).text


def test_the_damaged_ones_are_repaired_as_well_as_alone() -> None:
    alone = ocr_fix.correct("\n\n".join([DAMAGED] * 3)).text.split("\n\n")[0]
    assert ocr_fix.correct("\n\n".join([DAMAGED, SOUND, DAMAGED])).text.split("\n\n")[::2] == [alone, alone]


def test_odds_grow_with_the_length_of_what_is_sound() -> None:
    strange, sound = -2.7, 0.33
    steps = [strange, sound, sound] * 20 + [sound] * 60 + [strange, sound, sound] * 20
    odds = _smoothed(steps, 200.0)
    assert odds[90] > odds[65] > 0 > odds[30]
    assert odds == pytest.approx(_smoothed(steps[::-1], 200.0)[::-1])
