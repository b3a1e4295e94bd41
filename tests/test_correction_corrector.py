"""The steps of the corrector: what each hands to the next, and what is kept from one text to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest

from ocr_fix.correction import Candidate, tokenise
from ocr_fix.correction.candidates.candidate import Scope
from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.protocol import CandidateSource
from ocr_fix.correction.candidates.sources import default_sources
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.corrector import Corrector
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.registers.identification import Identifier, LanguageIdentifier
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language, load_letters

DAMAGED = """Namnden for barn och utbildning behandlade i gar arendet om skolskjuts for elever pa landsbygden.
Forvaltningen foreslar att kommunen bestaller fler turer fran och med hosten, sa att alla elever far plats.
"""
WHOLE = "Nämnden beslutade att skolan skall byggas vid torget under året, och att arendet därmed avslutas.\n"
OLD = (
    "Hvad han hade skrifvit om qvinnan och hennes lif, det visste icke prosten, ty han hade icke läst brefvet. "
    "Gossarne gingo öfver ängen, der äfven hufvudbyggnaden låg, och blefvo qvar till qvällen.\n"
)
DANISH = "Udvalget har gennemgået regnskabet og finder ikke anledning til bemærkninger, hvorfor det indstilles.\n"


class Watcher:
    """A source without candidates that remembers what it was made from and what it saw."""

    name = "watcher"
    scope: Scope = "tokens"

    def __init__(self, evidence: Mapping[Confusion, float] = {}) -> None:
        self.known: list[Knowledge] = []
        self.states: list[TextState] = []
        self._evidence = evidence

    def made(self, knowledge: Knowledge) -> Sequence[CandidateSource]:
        self.known.append(knowledge)
        return (*default_sources(knowledge), self)

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        self.states.append(state)
        return ()

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        return ()

    def evidence(self, text: TokenisedText) -> Mapping[Confusion, float]:
        return self._evidence


@cache
def identifier() -> Identifier:
    return LanguageIdentifier(load_letters())


@cache
def of_one_register() -> Corrector:
    return Corrector(load_language("sv"))


def corrected(corrector: Corrector, text: str) -> str:
    flow = tokenise(text)
    return flow.with_edits(corrector.correct(flow)).text


def registers_of(text: str) -> tuple[int, Watcher]:
    """In how many registers a text is read, of two; and who watched."""
    watcher = Watcher()
    corrector = Corrector([load_language("sv"), load_language("sv-historical")], sources=watcher.made)
    corrector.correct(tokenise(text))
    return len(watcher.states[-1].vocabulary.members), watcher


def test_each_text_is_judged_by_its_own_damage() -> None:
    fresh = Corrector(load_language("sv"))
    alone = fresh.correct(tokenise(WHOLE))
    assert "ärendet" in corrected(fresh, DAMAGED)
    assert fresh.correct(tokenise(WHOLE)) == alone
    watcher = Watcher()
    corrector = Corrector(load_language("sv"), sources=watcher.made)
    for text in (DAMAGED, WHOLE):
        corrector.correct(tokenise(text))
    damaged, whole = watcher.states
    assert damaged.profile.damage > 3 * whole.profile.damage
    assert damaged.text.words[0] == "Namnden"
    assert damaged.knowledge is whole.knowledge


def test_the_tools_are_made_once_for_all_texts() -> None:
    watcher = Watcher()
    corrector = Corrector(load_language("sv"), sources=watcher.made)
    for text in (DAMAGED, WHOLE, DAMAGED, ""):
        corrector.correct(tokenise(text))
    assert len(watcher.known) == 1


def test_what_sources_count_weighs_the_channel() -> None:
    section = Confusion("§", "$")
    costs = []
    for seen in ({Confusion("§", "§"): 9.0}, {section: 9.0}):
        watcher = Watcher(seen)
        Corrector(load_language("sv"), sources=watcher.made).correct(tokenise(WHOLE))
        costs.append(watcher.states[0].profile.cost(section))
    assert costs[1] + 1.0 < costs[0]


def test_edits_are_what_is_corrected() -> None:
    flow = tokenise(DAMAGED)
    found = of_one_register().corrected(flow)
    assert found.edits == of_one_register().correct(flow)
    assert not found.stretches
    assert all(word.reading == flow.words[at] for at, word in found.edits.items())


def test_a_change_that_is_not_sure_enough_is_left_as_a_doubt() -> None:
    flow = tokenise(DAMAGED)
    usual = of_one_register().correct(flow)
    careful = Corrector(load_language("sv"), min_confidence=0.999).correct(flow)
    assert any(word.text != word.reading for word in usual.values())
    assert all(word.text == word.reading for word in careful.values())
    assert usual.keys() <= careful.keys()


def test_words_of_the_user_and_what_must_not_change_reach_every_step() -> None:
    assert "arendet" in corrected(Corrector(load_language("sv"), own=["arendet"]), DAMAGED)


def test_what_is_damaged_is_repaired_to_words_of_the_user() -> None:
    read = f"{DAMAGED}Flogstraan är ny.\n"
    assert "Flogströan" not in corrected(Corrector(load_language("sv")), read)
    assert "Flogströan är ny." in corrected(Corrector(load_language("sv"), own=["Flogströan"]), read)
    assert "arendet" in corrected(Corrector(load_language("sv"), never=["arendet"]), DAMAGED)
    assert "Namnden" not in corrected(Corrector(load_language("sv"), never=["arendet"]), DAMAGED)


def test_the_users_confusions_reach_the_search() -> None:
    text = DAMAGED + "Det galler dven fxxrslaget om skolan.\n"
    assert "förslaget" not in corrected(of_one_register(), text)
    assert "förslaget" in corrected(Corrector(load_language("sv"), confusions={Confusion("ö", "xx"): 0.3}), text)


def test_a_text_of_today_is_read_in_the_usual_register_alone() -> None:
    members, watcher = registers_of(WHOLE * 3)
    assert members == 1
    assert len(watcher.known) == 1


def test_an_old_text_is_read_in_both_registers() -> None:
    members, watcher = registers_of(OLD * 3)
    assert members == 2
    assert len(watcher.known) == 2  # the text is looked at in the usual one first
    assert watcher.states[-1].knows("qvinnan")
    assert not watcher.known[0].vocabulary.knows("brefvet")


def test_misreadings_of_todays_words_make_no_text_old() -> None:
    assert registers_of(DAMAGED * 3)[0] == 1


def test_an_old_text_is_left_alone_and_its_damage_mended() -> None:
    corrector = Corrector([load_language("sv"), load_language("sv-historical")])
    assert corrected(corrector, OLD) == OLD
    assert corrected(corrector, OLD.replace("brefvet", "brefvct") + OLD) == OLD + OLD
    modern, old = corrector.corrected(tokenise(OLD)).registers
    assert modern < old


@pytest.mark.parametrize("known", [True, False])
def test_other_languages_are_set_aside_where_somebody_knows_them(known: bool) -> None:
    corrector = Corrector(load_language("sv"), identifier=identifier() if known else None)
    text = DAMAGED + "\n" + DANISH + "\n" + DAMAGED
    flow = tokenise(text)
    found = corrector.corrected(flow)
    danish = range(flow.words.index("Udvalget"), flow.words.index("indstilles.") + 1)
    assert [(stretch.places, stretch.language) for stretch in found.stretches] == ([(danish, "da")] if known else [])
    assert found.edits.keys().isdisjoint(danish) is known
    assert flow.words.index("arendet") in found.edits


def test_nothing_is_corrected_in_nothing() -> None:
    assert of_one_register().corrected(tokenise("")) == ({}, [], (1.0,))


def test_letters_that_were_filled_in_are_taken_back_in_another_language() -> None:
    swedish = "N?mnden har f?tt tv? brev om v?gen, och d?rf?r f?r f?rvaltningen svara p? b?da f?re m?ndagen.\n\n"
    danish = "Udvalget har ogs? h?rt, at vejen g?r gennem en g?rd, og at b?rnene m? g? p? den, n?r de skal i skole.\n"
    text = corrected(Corrector(load_language("sv"), identifier=identifier()), swedish + danish)
    assert text.startswith("Nämnden har fått två brev om vägen, och därför får förvaltningen svara på båda före")
    assert text.endswith(danish)
    assert "en gård" in corrected(of_one_register(), swedish + danish)  # where all is taken for Swedish


def test_a_damaged_novel_in_the_spelling_of_today_is_weighed_by_the_context_of_novels() -> None:
    """None of its words is old, but where much is unknown the context decides, and that is a novel's."""
    read = (
        "Hon sag pa honom med ett underligt leende. Fru Lindberg slog igen boken, drog morgonrocken ti1l kring sig och "
        "trumrnade med fingrarna rnot bordet. Han gick fram till fdnstret och sag ut dver gatan. Regnet fdll, och "
        "hon hdrde hur han suckade. Hans hand var kall, och hon vagade inte mdta hans b1ick."
    )
    registers = [load_language("sv"), load_language("sv-historical")]
    usual, novels = Corrector(registers).corrected(tokenise(read)).registers
    assert novels > usual
    never = replace(DEFAULT, enough_of_nothing=1.0)
    assert Corrector(registers, thresholds=never).corrected(tokenise(read)).registers == (1.0, 0.0)
