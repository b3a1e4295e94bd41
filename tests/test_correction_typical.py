"""What no list has is put right where the whole text was misread alike, and names with é stay."""

from __future__ import annotations

from test_correction_sources import at_part, state_of, texts

import ocr_fix
from ocr_fix.correction.candidates.lexical.typical import TypicalSource
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span

TEXT = """Styrelsen fér féreningen héll méte i bérjan av maj. Ordféranden halsade alla valkomna och gick igenom de
férslag som hade kommit in under féregaende ar. Fléjtspelaren fick férst ordet. Séndagens utfard till den stérsta én
kunde inte genomféras eftersom béljorna gick héga. Féljande vecka reser man i stallet till {place} med bat. Dar méter
man en vanlig bondgard, ett fértjusande kék och en snérik tradgard. Fér dem som vill ga finns en stig langs séderut,
och férbi den ligger {place} hamn. Béckerna fran fére sekelskiftet kan lanas hos {name}, som bor i {place}."""


def test_a_name_on_no_list_is_put_right_as_all_else_was() -> None:
    text = ocr_fix.correct(TEXT.format(place="Kvéttelésa", name="Alvar Norén")).text
    assert text.count("Kvöttelösa") == 3
    assert "Norén" in text


def test_a_name_with_an_accent_of_its_own_stays_in_a_sound_text() -> None:
    sound = "Föreläsaren hette Tindén och kom från Vréteby, en by på en höjd i norr. " * 3
    assert ocr_fix.correct(sound).text == sound


def test_every_typical_misreading_of_a_word_nobody_knows_is_undone_at_once() -> None:
    state = state_of(TEXT.format(place="Kvéttelésa", name="Alvar Norén"))
    source = TypicalSource()
    (one,) = source.propose(at_part(state, "Kvéttelésa", 0), state)
    assert (one.text, one.edits) == ("Kvöttelösa", (Confusion("ö", "é"), Confusion("ö", "é")))
    assert one.cost == state.cost(one.edits, "Kvéttelésa") - state.novelty("Kvöttelösa")
    assert texts(source.propose(Span("KVÉTTEN"), state)) == ["KVÖTTEN"]


def test_words_and_what_holds_no_such_letter_are_no_matter_of_it() -> None:
    state = state_of(TEXT.format(place="Kvéttelésa", name="Alvar Norén"))
    assert [*TypicalSource().propose(Span("idén"), state)] == []
    assert [*TypicalSource().propose(Span("Kvattelasa"), state)] == []
    sound = state_of("Föreläsaren hette Tindén och kom från Vréteby.")
    assert [*TypicalSource().propose(Span("Tindén"), sound)] == []
