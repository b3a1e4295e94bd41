"""A word that was printed so by mistake is told from one that was misread, and stays."""

from __future__ import annotations

from dataclasses import replace
from math import inf, log

import pytest

import ocr_fix
from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decision.outcome import Outcome
from ocr_fix.correction.decoding.decoder import Decoded
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.error_model.misspelling import misspelling_cost
from ocr_fix.correction.error_model.profile import Damaged, Profile
from ocr_fix.correction.error_model.read_as import confusions
from ocr_fix.correction.thresholds import DEFAULT

SOUND = """Vägen till hamnen har byggts om under våren, och trafiken har fått gå runt torget. Nämnden har haft två möten
med de boende, som tycker att bullret är svårt att bära. Förslaget om en mur mot vattnet har skickats till kommunens
jurister, och svaret väntas före sommaren. Kostnaden beräknas till sex miljoner kronor, varav staten betalar hälften. {}
Arbetet leds av förvaltningen, som varje månad lämnar en rapport om hur långt det har kommit och vad som återstår."""


def cost(printed: str, meant: str, share: float = 1.0) -> float:
    return misspelling_cost(list(confusions(meant, printed)), share)


def test_writers_leave_letters_out_and_do_not_write_what_only_looks_alike() -> None:
    assert 8 < cost("diciplinera", "disciplinera") < 14
    assert 8 < cost("altsedan", "alltsedan") < 14
    assert cost("kämkraft", "kärnkraft") == inf
    assert cost("en lämplig", "enlämplig") == inf
    assert misspelling_cost([], 1.0) == inf  # what is no edit is no misspelling


def test_the_share_makes_all_of_them_rarer() -> None:
    assert cost("altsedan", "alltsedan", 0.1) == pytest.approx(cost("altsedan", "alltsedan") - log(0.1))
    twice = [*confusions("alltsedan", "altsedan")] * 2
    assert misspelling_cost(twice, 1.0) == pytest.approx(2 * cost("altsedan", "alltsedan"))


@pytest.mark.parametrize("misspelt", ["diciplin", "särkilt", "intresssant"])
def test_in_sound_text_a_misspelling_stays(misspelt: str) -> None:
    text = SOUND.format(f"Det blev en fråga om {misspelt} i hamnen.")
    assert ocr_fix.correct(text).text == text


@pytest.mark.parametrize(("misread", "printed"), [("kämpunkten", "kärnpunkten"), ("bamhemmet", "barnhemmet")])
def test_in_sound_text_what_only_looks_alike_is_repaired(misread: str, printed: str) -> None:
    text = SOUND.format(f"Det blev en fråga om {misread} i hamnen.")
    assert ocr_fix.correct(text).text == text.replace(misread, printed)


def test_a_text_that_has_lost_that_letter_throughout_is_repaired() -> None:
    lost = "Nämden behadlar ärendet om hamen och vatten i somarstuga, och det vistades många på mötet om båtplatser"
    text = f"{lost}. Styrelsen beslöt att skoan skall renovras och att koknaden betalas av komunen. " * 2
    assert "kommunen" in ocr_fix.correct(text).text


def test_a_misspelling_is_no_evidence_of_damage() -> None:
    lost = Confusion("s", "")
    form = Damaged("diciplin", 1, -25.0, [(Candidate("disciplin", 0.0, (lost,)), -11.0)])
    channels = [(Channel("one", {lost: 1e-5}), 1.0)]
    damage = [
        Profile(channels, {"väsen": 30}, [form], thresholds=replace(DEFAULT, misprinted=share)).damage
        for share in (1e-9, 0.1, 1.0)
    ]
    assert damage[0] > 1.1 * damage[1] > 1.5 * damage[2]


def test_what_was_printed_so_by_mistake_counts_as_what_was_read() -> None:
    read, meant = Candidate("altsedan", 9.0), Candidate("alltsedan", 9.0)
    place = [read, meant, meant._replace(text="altsedan")]
    stays = Outcome([place], [Decoded(2, (0.1, 0.3, 0.6))], lambda _: False, 0.0)
    assert (stays.text, stays.changed) == ("altsedan", False)
    mended = Outcome([place], [Decoded(1, (0.1, 1 - 0.26, 0.16))], lambda _: False, 0.0)
    assert (mended.text, mended.changed) == ("alltsedan", True)
    assert mended.reason.count("altsedan") == 1
    assert "altsedan 0.26" in mended.reason
    damaged = DEFAULT.damaged
    left = Outcome([place], [Decoded(1, (0.1, damaged - 0.01, 0.91 - damaged))], lambda _: False, 0.0)
    assert (left.changed, left.doubtful) == (False, True)
