"""The corrector repairs what is broken, leaves what is whole, and accounts for all of it."""

from __future__ import annotations

import gc
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_fix import Cleaner, Correction, Options, revert
from ocr_fix.correction.tokens.sections import corrected_in_sections, sections
from ocr_fix.errors import OptionError
from ocr_fix.evaluation import wer
from ocr_fix.options import read_confusions

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTHS = sorted(SAMPLES.glob("*.truth.txt"))


@cache
def cleaner() -> Cleaner:
    return Cleaner()


def correct(text: str) -> Correction:
    return cleaner().correct(text)


SIGNS = {"§", "§§", "%"}

# Damage of the kind an English-language engine leaves, in sentences long enough to show the pattern.
DAMAGED = """Namnden for barn och utbildning behandlade i gar arendet om skolskjuts for elever pa landsbygden.
Forvaltningen foreslar att kommunen bestaller fler turer fran och med hosten, sa att alla elever far plats.
Kostnaden beraknas till 450 000 kronor per ar och skall tackas inom den ordinarie budgeten for verksamheten.
Ordforanden framholl att fragan maste losas fore sommaren och att samtliga skolor behover fa besked i god tid.
"""
WHOLE = """Nämnden för barn och utbildning behandlade i går ärendet om skolskjuts för elever på landsbygden.
Förvaltningen föreslår att kommunen beställer fler turer från och med hösten, så att alla elever får plats.
Kostnaden beräknas till 450 000 kronor per år och skall täckas inom den ordinarie budgeten för verksamheten.
Ordföranden framhöll att frågan måste lösas före sommaren och att samtliga skolor behöver få besked i god tid.
"""


def test_a_text_without_its_dots_and_rings_gets_them_back() -> None:
    assert wer(WHOLE, correct(DAMAGED).text) <= 0.05


def test_the_same_text_unharmed_is_left_alone() -> None:
    assert correct(WHOLE).text == WHOLE


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_clean_samples_come_out_as_they_came(truth: Path) -> None:
    text = truth.read_text(encoding="utf-8")
    assert correct(text).changes == ()


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_clean_samples_given_as_files_keep_every_word(truth: Path) -> None:
    assert cleaner().clean(truth).text.split() == truth.read_text(encoding="utf-8").split()


def test_every_change_is_accounted_for() -> None:
    correction = correct(DAMAGED)
    assert revert(correction.text, correction.changes) == DAMAGED
    assert correction.changes
    for change in correction.changes:
        assert 0.0 <= change.confidence <= 1.0
        assert change.reason


def test_the_evidence_names_the_confusion_and_the_rivals() -> None:
    (change,) = [change for change in correct(DAMAGED).changes if change.before == "arendet"]
    assert change.after == "ärendet"
    assert "ä read as a" in change.reason


def test_spaces_and_line_breaks_stay_as_they_were() -> None:
    text = "\n  Namnden \t for\u00a0barn \r\n\r\n och  utbildning\f\n"
    spaces = re.findall(r"\s+", correct(text).text)
    assert spaces == re.findall(r"\s+", text)


def test_a_word_broken_at_the_line_end_is_joined() -> None:
    correction = correct("Kommunen har under året hand-\nlagt tretton ärenden om lokal-\nförsörjning.\n")
    assert correction.text == "Kommunen har under året handlagt\ntretton ärenden om lokalförsörjning.\n"
    assert [change.kind for change in correction.changes] == ["hyphen", "hyphen"]


def test_a_suspended_hyphen_stays() -> None:
    text = "Ansvaret delas av kansli-\noch personalkontoret samt barn-\neller ungdomsnämnden.\n"
    assert correct(text).text == text


NUMBERS = [
    "Dnr KS 2024/0117",
    "den 14 mars 2023 kl. 18.30",
    "450 000 kr",
    "12,5 %",
    "19640823-3234",
    "SFS 2010:110",
    "§ 12 a",
    "08-578 291 00",
    "anna.berg@tyreso.se",
    "www.tyreso.se/bygga",
    "1964-08-23",
    "4–6 §§",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_and_addresses_are_never_touched(number: str) -> None:
    text = DAMAGED + f"Se vidare {number} i handlingarna.\n"
    assert number in correct(text).text


@given(st.lists(st.from_regex(r"\A[0-9][0-9 .,:/–-]{0,8}[0-9]\Z"), min_size=1, max_size=6))
@settings(max_examples=60)
def test_no_number_becomes_another(numbers: list[str]) -> None:
    text = " och ".join(numbers) + "\n" + DAMAGED
    correction = correct(text)
    # A digit may turn out to be a sign, never another digit.
    signs = [change for change in correction.changes if change.kind == "sign" and change.after.strip("().,;:") in SIGNS]
    without = correction.text
    for change in reversed(signs):
        without = without[: change.start] + change.before + without[change.start + len(change.after) :]
    assert re.findall(r"\d", without) == re.findall(r"\d", text)


def test_the_users_words_are_never_changed_and_serve_as_candidates() -> None:
    own = Cleaner(words=("Vretlösta", "förslagan"))
    text = DAMAGED + "I Vretlosta finns en kvarn som kallas förslagan.\n"
    corrected = own.correct(text).text
    assert "I Vretlösta finns" in corrected
    assert "förslagan" in corrected
    assert "I Vretlösta finns" not in correct(text).text


def test_what_must_never_change_stays_and_draws_nothing_to_it() -> None:
    text = DAMAGED + "Arendet galler Namnden och Vretlosta.\n"
    left = Cleaner(never=("Namnden", "Vretlösta")).correct(text).text
    assert left.startswith("Namnden för barn")
    assert "Ärendet gäller Namnden och Vretl" in left
    assert "Vretlösta" not in left


def test_the_users_confusions_open_readings_that_no_channel_knows() -> None:
    text = DAMAGED + "Vid motet beslutades om en ny fqrskola och en ny fqrvaltning for skolans fqrsorg.\n"
    known = Cleaner(confusions=(("ö", "q", 0.3),)).correct(text).text
    assert "en ny förskola och en ny förvaltning för skolans försorg" in known


def test_a_higher_least_confidence_changes_less_and_lists_the_rest() -> None:
    bold, careful = (Cleaner(min_confidence=least).correct(DAMAGED) for least in (0.2, 0.98))
    assert len(careful.changes) < len(bold.changes)
    assert all(change.confidence >= 0.98 for change in careful.changes if change.kind == "word")
    assert len(careful.doubts) > len(bold.doubts)


@pytest.mark.parametrize("confusion", [("", "", 0.1), ("abcd", "x", 0.1), ("a", "b", 0.0), ("a", "a", 0.5)])
def test_confusions_that_are_none_are_refused(confusion: tuple[str, str, float]) -> None:
    with pytest.raises(OptionError):
        Options(confusions=(confusion,))


def test_confusions_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "confusions.tsv"
    path.write_text("# of our old engine\nö\tq\t0.3\n\tx\nrn\tm\n", encoding="utf-8")
    assert read_confusions(path) == (("ö", "q", 0.3), ("", "x", 0.05), ("rn", "m", 0.05))
    path.write_text("ö\n", encoding="utf-8")
    with pytest.raises(OptionError, match="no confusion"):
        read_confusions(path)


def test_quotations_in_english_are_left_alone() -> None:
    quotation = "The Parties shall ensure that the competent authorities of each State are informed of the measures."
    assert quotation in correct(DAMAGED + quotation + "\n" + DAMAGED).text


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_is_corrected_without_fault_and_can_be_restored(text: str) -> None:
    correction = correct(text)
    assert revert(correction.text, correction.changes) == text


def test_correcting_twice_changes_nothing_more() -> None:
    once = correct(DAMAGED).text
    assert correct(once).text == once


def test_the_legacy_sample_comes_clearly_nearer_its_truth() -> None:
    raw = (SAMPLES / "legacy-2008.txt").read_text(encoding="utf-8")
    truth = (SAMPLES / "legacy-2008.truth.txt").read_text(encoding="utf-8")
    assert wer(truth, correct(raw).text) < 0.3 * wer(truth, raw)


def test_a_long_text_is_corrected_section_by_section_as_if_in_one() -> None:
    paragraph = DAMAGED + "\n" + WHOLE + "\n"
    text = "\f".join([paragraph * 3] * 4)
    whole, parts = correct(text), corrected_in_sections(text, cleaner().correct_section, size=len(paragraph) * 2)
    assert parts.text == whole.text
    for ours, theirs in ((parts.changes, whole.changes), (parts.doubts, whole.doubts)):
        assert [(c.page, c.line, c.start, c.before, c.after) for c in ours] == [
            (c.page, c.line, c.start, c.before, c.after) for c in theirs
        ]
    assert revert(parts.text, parts.changes) == text


@given(st.text(alphabet="ab \n\f", max_size=200), st.integers(1, 40))
def test_sections_make_the_text_and_part_no_word(text: str, size: int) -> None:
    found = list(sections(text, size))
    assert "".join(found) == text
    assert [word for section in found for word in section.split()] == text.split()


def test_the_same_input_gives_the_same_output() -> None:
    assert Cleaner().correct(DAMAGED) == correct(DAMAGED)


def test_one_cleaner_serves_several_threads() -> None:
    shared = Cleaner()
    with ThreadPoolExecutor(4) as threads:
        corrections = list(threads.map(shared.correct, [DAMAGED, WHOLE] * 8))
    assert corrections == [correct(DAMAGED), correct(WHOLE)] * 8


def test_correction_can_be_switched_off() -> None:
    assert Cleaner(correct=False).correct(DAMAGED) == Correction(DAMAGED)


def test_section_signs_are_told_from_digits_by_what_stands_around() -> None:
    text = (
        "Enligt 4 $ förvaltningslagen ska nämnden höra parterna. Undantag finns i 12 8 och i 3 kap. 7 $ samma lag.\n"
        "Beslutet får enligt 22 8 överklagas av den som det angår. Av 8 ledamöter var 7 närvarande och 1 frånvarande.\n"
    )
    fixed = correct(text).text
    assert "4 § förvaltningslagen" in fixed
    assert "12 § och i 3 kap. 7 § samma lag" in fixed
    assert "22 § överklagas" in fixed
    assert "Av 8 ledamöter var 7 närvarande" in fixed


def test_numbers_side_by_side_in_a_table_stay_numbers() -> None:
    table = "Lund 35 20 14\nMora 12 8 26\nVara 40 24 8\n"
    fixed = correct(DAMAGED + table + DAMAGED).text
    assert re.findall(r"\d+", fixed) == re.findall(r"\d+", DAMAGED + table + DAMAGED)


def test_a_web_address_is_put_together_again() -> None:
    fixed = correct(DAMAGED + "Se https: //kommunen.exempel.se/dokument /2024/budget-3. pdf som bilaga.\n").text
    assert "Se https://kommunen.exempel.se/dokument/2024/budget-3.pdf som bilaga." in fixed


def test_specks_between_words_vanish_from_damaged_text_only() -> None:
    speck = "Ordforanden : framholl att _fragan maste losas."
    assert "Ordföranden framhöll att frågan måste lösas." in correct(DAMAGED + speck).text
    assert correct("Kommunen : Sammanträde _ i mars.").text == "Kommunen : Sammanträde _ i mars."


def test_every_quotation_of_a_text_opens_alike() -> None:
    text = DAMAGED + "Hon kallade det ”en fin dag” och ”ett bra beslut”. Han sade “det racker” och gick.\n"
    assert "”det räcker”" in correct(text).text


def test_the_letter_of_a_point_and_the_word_behind_it_are_parted() -> None:
    text = DAMAGED + "Detsamma galler enligt artikel 12.3 fi avtalet med landet.\n"
    fixed = correct(text).text
    assert "artikel 12.3 f i avtalet" in fixed


def test_a_name_read_in_capitals_and_small_letters_is_one_of_the_text() -> None:
    fixed = correct("HAVSNÄS KOMMUN\n" + DAMAGED + "I Havsnäs kommun bor 900 personer.\n").text
    assert fixed.startswith("HAVSNÄS KOMMUN\n")
    assert fixed.endswith("I Havsnäs kommun bor 900 personer.\n")


def test_documents_leave_no_cycles_for_the_collector() -> None:
    cleaner = Cleaner()
    sample = SAMPLES / "legacy-2008.txt"
    cleaner.clean(sample)  # what is remembered from text to text is made now
    gc.collect()
    gc.disable()
    try:
        cleaner.clean(sample)
        cleaner.correct(sample.read_text(encoding="utf-8"))
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_works_again_after_a_text_and_stays_off_where_it_was_off() -> None:
    assert gc.isenabled()
    Cleaner().correct("Kornmunen bygger.")
    assert gc.isenabled()
    gc.disable()
    try:
        Cleaner().correct("Kornmunen bygger.")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_rules_of_a_table_are_no_letters() -> None:
    table = "Skola | Elever | Lärare | Lokaler\nNorra skolan | 120 | 11 | två hus i parken\nI byn | 40 | 4 | ett hus\n"
    assert Cleaner().correct(table).text == table


def test_a_capital_read_as_a_bar_is_mended_in_every_sentence() -> None:
    text = "| kommunen bor många äldre. | dag byggs två nya bostäder vid torget i centrum av staden.\n"
    assert Cleaner().correct(text).text == text.replace("|", "I")


def test_no_digit_is_lost_to_a_word_that_the_text_establishes() -> None:
    text = "Strömmen (iinducerad) mäts. " * 6 + "Värdet (iinducerad)2 beräknas som ett medelvärde.\n"
    assert "(iinducerad)2" in Cleaner().correct(text).text
