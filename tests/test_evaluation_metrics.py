"""CER, WER and the classes of characters: the definition, the figures of the issue, and agreement with jiwer."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import jiwer
import pytest
from evaluation_texts import as_lines, damaged, report
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.evaluation import ErrorCount, cer, evaluate, summed, wer
from ocr_fix.evaluation.metrics import CHARACTER_CLASSES, character_class

SHARED = Path(__file__).parents[1].parent / "shared" / "truth"

TEXTS = st.text(st.sampled_from("abåäöÅ1§%. ,\n\t\u00a0é–"), max_size=60)


def as_jiwer_sees_it(text: str) -> str:
    """jiwer splits at spaces and normalises nothing: hand it what our definition makes of the text."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("truth", "output", "characters", "words"),
    [
        ("bygglov för altan", "bygglov för altan", 0, 0),
        ("bygglov för altan", "bygglov for altan", 1, 1),
        ("bygglov för altan", "bygg lov för altan", 1, 2),
        ("bygglov för altan", "bygglov föraltan", 1, 2),
        ("bygglov för altan", "bygglov altan", 4, 1),
        ("bygglov för altan", "nytt bygglov för altan", 5, 1),
        ("bygglov för altan", "Bygglov för altan.", 2, 2),
        ("bygglov för altan", "altan för bygglov", 14, 2),
        ("bygglov för altan", "", 17, 3),
        ("", "bygglov", 7, 1),
        ("", "", 0, 0),
    ],
)
def test_edits_of_small_cases_counted_by_hand(truth: str, output: str, characters: int, words: int) -> None:
    evaluation = evaluate(truth, output)
    assert evaluation.words.edits == words
    assert evaluation.words.length == len(truth.split())
    assert evaluation.characters.length == len(truth)
    assert evaluation.characters.edits == characters


@pytest.mark.parametrize(
    "output",
    [
        "Plan- och\nbyggnämnden",
        "  Plan-   och\tbyggnämnden \n\n",
        "Plan-\u00a0och\r\nbyggnämnden",
        "Plan-\foch\u2003byggnämnden",
        unicodedata.normalize("NFD", "Plan- och byggnämnden"),
    ],
)
def test_white_space_and_unicode_form_do_not_count(output: str) -> None:
    assert cer("Plan- och byggnämnden", output) == wer("Plan- och byggnämnden", output) == 0


@pytest.mark.parametrize("output", ["plan- och byggnämnden", "Plan och byggnämnden", "Plan- och byggnämnden."])
def test_case_and_punctuation_count(output: str) -> None:
    assert wer("Plan- och byggnämnden", output) == pytest.approx(1 / 3)
    assert cer("Plan- och byggnämnden", output) == pytest.approx(1 / 21)


JIWER_CASES = [
    ("Avgiften höjs", "Avgiften höjs"),
    ("Avgiften höjs i maj", "Avgiften i maj"),
    ("Avgiften höjs i maj", "Avgiften höjs redan i maj"),
    ("Avgiften höjs i maj", "Avgiften sänks i juni"),
    ("Avgiften höjs i maj", "något helt annat och mycket längre än det som stod där"),
    ("i i i i", "i i"),
    ("i i", "i i i i i i"),
    ("en\ntvå\ntre", "en tva\ntre"),
    ("Avgiften höjs", ""),
    ("", "skräp på tom sida"),
    ("", ""),
    (" ", "\n"),
]


@pytest.mark.parametrize(("truth", "output"), JIWER_CASES)
def test_agrees_with_jiwer(truth: str, output: str) -> None:
    ours, theirs = as_jiwer_sees_it(truth), as_jiwer_sees_it(output)
    assert wer(truth, output) == pytest.approx(jiwer.wer(ours, theirs))
    assert cer(truth, output) == pytest.approx(jiwer.cer(ours, theirs))


@pytest.mark.parametrize(("truth", "output"), [case for case in JIWER_CASES if case[0].strip()])
def test_agrees_with_dinglehopper(truth: str, output: str) -> None:
    dinglehopper = pytest.importorskip("dinglehopper")  # of the group peers
    ours, theirs = as_jiwer_sees_it(truth), as_jiwer_sees_it(output)
    assert cer(truth, output) == pytest.approx(dinglehopper.character_error_rate(ours, theirs))


@given(TEXTS, TEXTS)
def test_agrees_with_jiwer_on_any_text(truth: str, output: str) -> None:
    ours, theirs = as_jiwer_sees_it(truth), as_jiwer_sees_it(output)
    assert wer(truth, output) == pytest.approx(jiwer.wer(ours, theirs))
    assert cer(truth, output) == pytest.approx(jiwer.cer(ours, theirs))


def test_agrees_with_jiwer_on_a_document() -> None:
    truth = report(6000)
    output = damaged(truth, 0.2)
    assert wer(as_lines(truth), as_lines(output)) == pytest.approx(jiwer.wer(" ".join(truth), " ".join(output)))
    assert cer(as_lines(truth), as_lines(output)) == pytest.approx(jiwer.cer(" ".join(truth), " ".join(output)))


@pytest.mark.parametrize(
    ("files", "word_rate", "character_rate"),
    [
        ("legacy/kommunchef-2010-page1.{}.txt ocr", 0.3317, 0.0486),
        ("real/prop-1987-88-155.tesseract.{}.txt ocr", 0.0218, None),
        ("real/prop-1987-88-155.riksdagen.{}.txt ocr", 0.0560, None),
        ("real/prop-1991-92-167.tesseract.{}.txt ocr", 0.0084, None),
        ("real/prop-1991-92-167.riksdagen.{}.txt ocr", 0.0023, None),
        ("scans/rapport-2017-fax.{}.txt swe", 0.0563, None),
        ("scans/rapport-2017-fax.{}.txt eng", 0.3208, None),
        ("scans/lag-170.{}.txt swe", 0.1308, None),
        ("scans/lag-170.{}.txt eng", 0.4077, None),
    ],
)
def test_reproduces_the_raw_figures_of_the_shared_texts(
    files: str, word_rate: float, character_rate: float | None
) -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/truth is not here")
    template, system = files.split()
    truth, output = ((SHARED / template.format(part)).read_text("utf-8") for part in ("truth", system))
    assert wer(truth, output) == pytest.approx(word_rate, abs=0.001)
    if character_rate is not None:
        assert cer(truth, output) == pytest.approx(character_rate, abs=0.001)


@pytest.mark.parametrize(
    ("characters", "name"),
    [
        ("åäöÅÄÖ", "swedish_letters"),
        ("azAZéüßµ", "letters"),
        ("0123456789", "digits"),
        ("§%‰°+=<>$€£&@#*•†½²¶×", "signs"),
        (".,;:!?-–—()[]\"'”’»…/_", "punctuation"),
        (" ", "space"),
        ("\u00ad\u200b\ufffe", "other"),
    ],
)
def test_class_of_a_character(characters: str, name: str) -> None:
    assert {character_class(character) for character in characters} == {name}


def test_each_edit_belongs_to_the_class_of_the_truth_and_an_insertion_to_its_own() -> None:
    truth = "Enligt 12 § gäller taxan, 35 %"
    output = "Enligt l2 8 galler taxan 35 %%"
    classes = evaluate(truth, output).classes
    assert classes["digits"] == ErrorCount(substitutions=1, length=4)
    assert classes["signs"] == ErrorCount(substitutions=1, insertions=1, length=2)
    assert classes["swedish_letters"] == ErrorCount(substitutions=1, length=1)
    assert classes["punctuation"] == ErrorCount(deletions=1, length=1)
    assert classes["letters"].edits == 0
    assert classes["letters"].length == len("Enligtgllertaxan")
    assert classes["space"] == ErrorCount(length=6)


@given(TEXTS, TEXTS)
def test_classes_add_up_to_the_whole(truth: str, output: str) -> None:
    evaluation = evaluate(truth, output)
    assert set(evaluation.classes) == set(CHARACTER_CLASSES)
    assert sum(evaluation.classes.values(), ErrorCount()) == evaluation.characters


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_the_sum_of_documents_adds_counts_not_rates(pairs: list[tuple[str, str]]) -> None:
    parts = [evaluate(truth, output) for truth, output in pairs]
    whole = summed(parts)
    assert whole.words.edits == sum(part.words.edits for part in parts)
    assert whole.characters.length == sum(part.characters.length for part in parts)
    assert whole.wer == pytest.approx(whole.words.edits / max(1, sum(part.words.length for part in parts)))
    assert sum(whole.confusion_counts.values()) == sum(c.count for part in parts for c in part.confusions)


def test_no_document_has_no_sum() -> None:
    with pytest.raises(ValueError, match="no evaluation"):
        summed([])
