"""Each source proposes where it has something to say, with a cost and the confusions that explain it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from math import inf, log

import pytest

from ocr_fix import correct
from ocr_fix.correction import Candidate, Corrector, tokenise
from ocr_fix.correction.candidates.candidate import Scope, with_words
from ocr_fix.correction.candidates.figures import LetterInNumberSource, LoneFigureSource
from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.lexical.capitals import CapitalSource
from ocr_fix.correction.candidates.lexical.lexicon import LexiconSource
from ocr_fix.correction.candidates.lexical.nearest import EchoSource, LongWords, NearestSource, edits_between, nearest
from ocr_fix.correction.candidates.links.urls import UrlSource, address
from ocr_fix.correction.candidates.protocol import CandidateSource
from ocr_fix.correction.candidates.punctuation.abbreviations import (
    AbbreviationSource,
    FigureInAbbreviationSource,
    OrdinalSource,
)
from ocr_fix.correction.candidates.punctuation.comma_period import CommaPeriodSource, PeriodCommaSource
from ocr_fix.correction.candidates.punctuation.elisions import ElisionSource
from ocr_fix.correction.candidates.punctuation.noise import NoiseSource, SpeckSource
from ocr_fix.correction.candidates.punctuation.typographic import TypographicSource
from ocr_fix.correction.candidates.references import ReferenceSource
from ocr_fix.correction.candidates.search.search import Search
from ocr_fix.correction.candidates.section_signs import SectionSignSource
from ocr_fix.correction.candidates.sources import default_sources
from ocr_fix.correction.candidates.spacing.boundaries import JoinSource, SplitSource, splits, unglued
from ocr_fix.correction.candidates.spacing.hyphens import HyphenSource
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.decoding.lattice import Lattice, LatticeBuilder, stretches
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.error_model.evidence import estimated, forms_of
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language

DAMAGED = """Namnden for barn och utbildning behandlade i gar arendet om skolskjuts for elever pa landsbygden.
Forvaltningen foreslar att kommunen bestaller fler turer fran och med hosten, sa att alla elever far plats.
Kostnaden beraknas till 450 000 kronor per ar och skall tackas inom den ordinarie budgeten for verksamheten.
"""
WHOLE = "Nämnden beslutade att skolan skall byggas vid torget under året.\n"


@cache
def knowledge(own: tuple[str, ...] = ()) -> Knowledge:
    vocabulary = Vocabulary(load_language("sv"), own)
    channels = channels_beforehand()
    return Knowledge(vocabulary, channels, Search(vocabulary, [channel for channel, _ in channels]))


def state_of(text: str, own: tuple[str, ...] = ()) -> TextState:
    known = knowledge(own)
    tokenised = TokenisedText(tokenise(text), TokenClassifier(known.vocabulary))
    forms = forms_of(tokenised, known.vocabulary)
    profile = estimated(forms, known.vocabulary.log_prior, known.search.near, known.channels, {})
    return TextState(tokenised, forms, profile, known, default_sources(known), known.vocabulary.log_prior)


def anchored(source: CandidateSource, state: TextState) -> set[str]:
    """The tokens at the anchors of a source."""
    return {state.text.words[at] for at in source.anchors(state.text, state)}


def at_token(state: TextState, word: str) -> Span:
    at = state.text.words.index(word)
    return Span(word, None, at, at, 0, state.text.parts_of(word).parts)


def at_part(state: TextState, word: str, part: int) -> Span:
    whole = at_token(state, word)
    found = whole.parts[part]
    return Span(found.text, found.veto, whole.first, whole.last, found.offset, whole.parts)


def texts(proposed: Iterable[Candidate]) -> list[str]:
    return [candidate.text for candidate in proposed]


def test_a_damaged_text_is_told_from_a_whole_one() -> None:
    assert state_of(DAMAGED).is_damaged
    assert not state_of(WHOLE).is_damaged


def test_a_word_is_its_own_first_candidate_and_costs_nothing() -> None:
    itself, *others = state_of(DAMAGED).candidates("arendet")
    assert (itself.text, itself.cost, itself.edits) == ("arendet", 0.0, ())
    assert others[0].text == "ärendet"
    assert others[0].edits == (("ä", "a"),)
    assert 0.0 < others[0].cost < 4.0


def test_what_two_sources_propose_is_one_candidate() -> None:
    state = state_of(DAMAGED, own=("ärendet",))
    proposed = [*LexiconSource().propose(Span("arendet"), state), *NearestSource().propose(Span("arendet"), state)]
    assert texts(proposed).count("ärendet") == 2
    (found,) = (each for each in state.candidates("arendet") if each.text == "ärendet")
    assert found.cost == min(each.cost for each in proposed if each.text == "ärendet")


def test_words_are_anchored_where_they_may_be_others() -> None:
    state = state_of(DAMAGED)
    found = {state.text.words[at] for at in state.word_anchors}
    assert {"Namnden", "arendet", "foreslar"} <= found
    assert "kommunen" not in found
    assert state_of(WHOLE).word_anchors == frozenset()


def test_the_likeliest_word_behind_a_reading_costs_less_than_the_reading() -> None:
    state = state_of(DAMAGED)
    assert state.best_cost("arendet") < -state.log_prior("arendet")
    assert state.best_cost("qqxz", must_be_word=True) == inf


def of_lexicon(word: str, state: TextState) -> list[Candidate]:
    return list(LexiconSource().propose(Span(word), state))


def test_a_damaged_word_is_looked_for_as_far_as_its_text_is_damaged() -> None:
    damaged, whole = state_of(DAMAGED), state_of(WHOLE)
    assert of_lexicon("fxrvaltningen", whole) == []
    found = min(of_lexicon("fxrvaltningen", damaged), key=lambda candidate: candidate.cost)
    assert (found.text, found.words, found.source) == ("förvaltningen", ("förvaltningen",), "lexicon")
    assert {candidate.source for candidate in of_lexicon("budgetunderlagxt", damaged)} == {"lexicon", "compounds"}


def test_a_word_of_the_lexicon_costs_what_its_text_says() -> None:
    damaged, whole = state_of(DAMAGED), state_of(WHOLE)
    for state in (damaged, whole):
        for candidate in of_lexicon("arendet", state):
            assert candidate.cost == state.cost(candidate.edits, "arendet")
    assert of_lexicon("arendet", damaged)[0].cost + 1.0 < of_lexicon("arendet", whole)[0].cost


def test_what_is_a_word_has_rivals_by_the_damage_of_its_text_only() -> None:
    damaged = state_of(DAMAGED)
    assert texts(of_lexicon("far", damaged)) == ["får", "för"]
    assert of_lexicon("far", state_of(WHOLE)) == []
    assert of_lexicon("styr", damaged) == []  # nothing in it is misread here
    assert of_lexicon("far", state_of(DAMAGED, own=("far",))) == []
    assert of_lexicon("arendet", state_of(DAMAGED, own=("arendet",))) == []


def test_the_lexicon_is_asked_where_words_may_be_others() -> None:
    state = state_of(DAMAGED)
    assert LexiconSource().anchors(state.text, state) == state.word_anchors


def test_the_users_words_and_those_of_the_text_are_near() -> None:
    state = state_of(DAMAGED + "I Vretlbsta finns en skola.\n", own=("Vretlösta",))
    assert "Vretlösta" in texts(NearestSource().propose(Span("Vretlbsta"), state))
    assert nearest("Vretlbsta", ["Vretlösta", "Stockholm"]) == ["Vretlösta"]
    assert nearest("abc", ["abd"]) == []
    assert edits_between("Vretlösta", "Vretlbsta") == (Confusion("ö", "b"),)


def test_a_wreck_is_one_of_the_long_words_of_its_text() -> None:
    words = LongWords(["förvaltningen", "kommun", "utredningen"])
    assert words.near("Förv4ltn1nqcn") == ["Förvaltningen"]
    assert words.near("komnun") == []
    state = state_of(DAMAGED + "Enligt kommunfullmäktige har kommunfnllmkktjqe sagt detta.\n")
    assert list(EchoSource().propose(Span("kommunen"), state)) == []


def test_words_that_have_run_together_are_parted() -> None:
    vocabulary = knowledge().vocabulary
    assert splits(vocabulary, "pågrund")[0] == ("på grund", Confusion(" ", ""))
    assert unglued(vocabulary, "täcker-i")[0] == ("täcker i", Confusion(" ", "-"))
    assert unglued(vocabulary, "skol-skjuts") == []
    assert unglued(vocabulary, "den.6")[0] == ("den 6", Confusion(" ", "."))
    assert unglued(vocabulary, "5:motioner")[0] == ("5 motioner", Confusion(" ", ":"))
    assert [unglued(vocabulary, word) for word in ("70-talet", "3:e", "kap.5", "9.S")] == [[]] * 4
    assert texts(SplitSource().propose(Span("pågrund"), state_of(WHOLE))) == []  # a compound as it stands
    assert "att det" in texts(SplitSource().propose(Span("attdet"), state_of(WHOLE + "Det sades attdet räcker.")))


def test_words_are_parted_that_were_misread_besides_or_of_which_one_is_a_compound() -> None:
    state = state_of(DAMAGED + "Skolan-for elever och förbyggnadskostnader planen.\n")
    assert "Skolan för" in texts(SplitSource().propose(Span("Skolan-for"), state))
    assert "för byggnadskostnader" in texts(SplitSource().propose(Span("förbyggnadskostnader"), state))
    sound = state_of(WHOLE + "Elever åker förbyggnadskostnader planen.\n")
    assert texts(SplitSource().propose(Span("förbyggnadskostnader"), sound)) == []


def test_parts_of_a_word_are_made_one_where_both_are_none() -> None:
    state = state_of("Detta beslutade kommunstyr elsen i går.\n")
    joins = JoinSource()
    assert anchored(joins, state) | anchored(JoinSource(), state) <= {"kommunstyr", "elsen"}
    (joined,) = joins.propose(at_token(state, "kommunstyr"), state)
    assert (joined.text, joined.last) == ("kommunstyrelsen", 3)
    assert list(joins.propose(at_token(state, "beslutade"), state)) == []


def test_a_line_end_hyphen_makes_two_tokens_one() -> None:
    state = state_of("Nämnden har en verk-\nsamhet i hamnen.\n")
    assert anchored(HyphenSource(), state) == {"verk-"}
    (mended,) = HyphenSource().propose(at_token(state, "verk-"), state)
    assert (mended.text, mended.last) == ("verksamhet", 4)
    assert mended.cost > 0.0


def test_a_broken_address_is_put_together_and_a_whole_one_left() -> None:
    state = state_of("Se https: //kommunen.example.se/plan /2024.pdf och www.example.se nu.\n")
    assert anchored(UrlSource(), state) == {"https:", "//kommunen.example.se/plan", "/2024.pdf"}
    (whole,) = UrlSource().propose(at_token(state, "https:"), state)
    assert whole.text == "https://kommunen.example.se/plan/2024.pdf"
    assert address(["www.example.se", "nu."], 0) == ("www.example.se", 1)


@pytest.mark.parametrize("after", ["om", "Broschyrer", "(2019)", "2024", "3", "12/3", "tider."])
def test_the_sentence_goes_on_behind_an_address_that_ends_in_a_stroke(after: str) -> None:
    assert address(["https://kommunen.example/", after, "finns"], 0) == ("https://kommunen.example/", 1)


@pytest.mark.parametrize("after", ["plan/2024.pdf", "plan_7", "plan.html", "sida?nr=7", "a7"])
def test_so_does_the_address_where_no_sentence_goes_on_so(after: str) -> None:
    assert address(["https://kommunen.example/", after, "finns"], 0) == (f"https://kommunen.example/{after}", 2)


def test_no_address_goes_on_in_the_next_paragraph() -> None:
    state = state_of("Planen finns på https://kommunen.example/plan/\n\nbygg/2024.pdf är en annan.\n")
    assert not anchored(UrlSource(), state)


def test_a_sign_after_a_number_may_be_a_section_sign() -> None:
    state = state_of("Enligt 4 $ lagen gäller detta. Priset är $ i dag.\n")
    source = SectionSignSource([channel for channel, _ in knowledge().channels])
    assert list(source.anchors(state.text, state)) == [2]
    assert "§" in texts(source.propose(Span("$", None, 2, 2), state))
    assert source.evidence(state.text)[Confusion("§", "$")] == 1.0


def test_a_comma_before_a_common_word_with_a_capital_was_a_full_stop() -> None:
    text = DAMAGED + "".join(
        f"Arendet galler skolan i {place}, Det skall tackas inom aret for alla.\n" for place in "abc"
    )
    state = state_of(text)
    word = next(word for word in state.text.words if word == "b,")
    assert word in anchored(CommaPeriodSource(), state)
    (stop,) = CommaPeriodSource().propose(at_part(state, "b,", 1), state)
    assert (stop.text, stop.edits) == (".", ((".", ","),))
    assert not anchored(CommaPeriodSource(), state_of(WHOLE + "I staden, Det är så.\n"))


def test_so_was_a_comma_before_a_word_that_is_never_written_with_a_capital() -> None:
    text = DAMAGED + "Arendet avslutades i juni, Kostnader for byggnaden far tackas av hyrorna.\n" * 2
    assert anchored(CommaPeriodSource(), state_of(text)) == {"juni,"}
    names = ["tolken, Lisbet som kommer hit", "huset, Hasseln 5 som kommunen ager", "tomten, Lokforaren 2 och andra"]
    for name in names:
        assert not anchored(CommaPeriodSource(), state_of(DAMAGED + f"Moten halls om {name}.\n" * 2))


def test_a_capital_alone_between_small_words_is_a_small_letter_where_there_are_many() -> None:
    text = DAMAGED + "Eleverna bor I byn och laser I skolan, men flera bor I hus som ligger I skogen.\n"
    state = state_of(text)
    assert anchored(CapitalSource(), state) == {"I"}
    assert texts(CapitalSource().propose(at_part(state, "I", 0), state)) == ["i"]
    assert not anchored(CapitalSource(), state_of(WHOLE + "Eleverna bor I byn, läser I skolan och äter I salen.\n"))
    few = DAMAGED + "Eleverna bor i byn och laser i skolan, bor i hus i skogen.\n" * 3 + "Enligt bilaga I till den.\n"
    assert "bilaga I till den" in correct(few).text


MANY = "Eleverna bor I byn och laser I skolan, men flera bor I hus som ligger I skogen.\n"


def test_capitals_beside_names_and_numerals_are_no_small_letters() -> None:
    state = state_of(DAMAGED + "Det star pa sidan fyra i bilaga I till den. " + MANY)
    assert len(list(CapitalSource().anchors(state.text, state))) == MANY.count(" I ")
    assert not texts(CapitalSource().propose(at_part(state, "I", 0), state))  # that of the appendix
    for others in ("Eleverna bor I Byn och dar.", "Eleverna Bor I byn och dar.", "Eleverna bor E byn och dar."):
        state = state_of(DAMAGED + MANY + others + "\n")
        assert len(list(CapitalSource().anchors(state.text, state))) == MANY.count(" I "), others


def test_the_more_capitals_beyond_what_print_has_the_surer_each_is_a_small_letter() -> None:
    def cost(capitals: int, small: int) -> float:
        state = state_of(DAMAGED + "Eleverna bor I byn.\n" * capitals + "Eleverna bor i byn.\n" * small)
        (found,) = CapitalSource().propose(at_part(state, "I", 0), state)
        return found.cost

    few, many, among = cost(2, 0), cost(6, 0), cost(6, 200)
    assert many < few < among
    expected = DEFAULT.legitimate_capitals * 207 + DEFAULT.capital_smoothing  # there is an "i" in DAMAGED, too
    assert among == pytest.approx(DEFAULT.case_cost - log(6 / expected - 1))


def test_dashes_of_another_style_are_made_alike_in_damaged_text_only() -> None:
    sentence = "Skolan – den nya – byggs — och tas i bruk.\n"
    state = state_of(DAMAGED + sentence)
    assert anchored(TypographicSource(), state) == {"—"}
    assert texts(TypographicSource().propose(at_part(state, "—", 0), state)) == ["–"]
    assert not anchored(TypographicSource(), state_of(WHOLE + sentence))


def test_a_damaged_text_that_mixes_quotation_marks_printed_the_swedish_one() -> None:
    quoted = ["“Namnden", "gar.”", "”Skolan", "star.”", "“Elever", 'far."', "”Kostnaden", 'ar."']
    state = state_of(DAMAGED + " ".join(quoted) + "\n")
    assert anchored(TypographicSource(), state) == {word for word in quoted if "”" not in word}
    assert texts(TypographicSource().propose(at_part(state, "“Elever", 0), state)) == ["”"]
    assert texts(TypographicSource().propose(at_part(state, 'ar."', -1), state)) == [".”"]


def test_one_quotation_mark_throughout_is_left() -> None:
    quoted = " ".join(['"Namnden', 'gar."', '"Skolan', 'star."'] * 8)
    assert not anchored(TypographicSource(), state_of(DAMAGED + quoted + "\n"))


def test_specks_belong_to_damaged_text_only() -> None:
    sentence = "Skolan : byggs vid _torget i ar.\n"
    state = state_of(DAMAGED + sentence)
    assert anchored(SpeckSource(), state) == {"Skolan", ":"}
    assert texts(SpeckSource().propose(at_token(state, "Skolan"), state)) == ["Skolan"]
    assert "_torget" in anchored(NoiseSource(), state)
    assert texts(NoiseSource().propose(at_part(state, "_torget", 0), state)) == [""]
    assert not anchored(SpeckSource(), state_of(WHOLE + "Skolan : byggs vid torget i år.\n"))


@pytest.mark.parametrize(
    ("read", "token", "printed"),
    [
        ("Skolan byggs den.5 maj vid torget.", "den.5", [" "]),
        ("Skolan byggs den.5 Maj vid torget.", "den.5", []),  # a sentence, or a name
        ("Skolan byggs den.5", "den.5", []),
        ("Se avsnitt xyzt.5 maj vid torget.", "xyzt.5", []),  # a name of something
        ("Skolan har tel.tid varje dag.", "tel.tid", []),  # an abbreviation
        ("Skolan byggs.och torget blir kvar.", "byggs.och", [" "]),
        ("Skolan byggs.Och torget blir kvar.", "byggs.Och", []),
        ("Skolan byggs:och torget blir kvar.", "byggs:och", [" "]),
        ("Skolan skolan.qzxwv blir kvar.", "skolan.qzxwv", []),
        ("Skolan den:5 maj blir kvar.", "den:5", []),
    ],
)
def test_a_speck_is_taken_for_the_space_between_words_of_the_language(
    read: str, token: str, printed: list[str]
) -> None:
    state = state_of(f"{DAMAGED}{read}\n")
    proposed = list(NoiseSource().propose(at_part(state, token, 1), state))
    assert texts(proposed) == printed
    assert {each.cost for each in proposed} <= {DEFAULT.speck_cost}
    whole = state_of(f"{WHOLE}{read}\n")
    assert not texts(NoiseSource().propose(at_part(whole, token, 1), whole))


def test_specks_cost_nothing_and_signs_of_numbers_are_none() -> None:
    state = state_of(DAMAGED + "Skolan : byggs nu och 20 ° varmt vatten < 5 finns vid torget\n")
    (found,) = SpeckSource().propose(at_token(state, "Skolan"), state)
    assert (found.text, found.cost, found.source) == ("Skolan", 0.0, "noise")
    for number in ("20", "vatten", "torget"):
        assert not texts(SpeckSource().propose(at_token(state, number), state))
    state = state_of(DAMAGED + "Skolan ° byggs 20 meter bort\n")
    assert texts(SpeckSource().propose(at_token(state, "Skolan"), state)) == ["Skolan"]


def test_an_opening_mark_that_nothing_closes_is_a_speck() -> None:
    state = state_of(DAMAGED + "Skolan ‘byggs vid torget.\n")
    assert "‘byggs" in anchored(NoiseSource(), state)
    assert texts(NoiseSource().propose(at_part(state, "‘byggs", 0), state)) == [""]
    state = state_of(DAMAGED + "Skolan ‘byggs’ vid torget.\n")
    assert not texts(NoiseSource().propose(at_part(state, "‘byggs’", 0), state))


def test_specks_stand_behind_words() -> None:
    assert not anchored(SpeckSource(), state_of(": " + DAMAGED + "Skolan — : byggs nu.\n"))


def test_a_mark_set_apart_is_joined_to_what_closes_before_it() -> None:
    state = state_of(WHOLE + "Nämnden (nr 568) : beslutade om skolan.\n")
    assert texts(SpeckSource().propose(at_token(state, "568)"), state)) == ["568):"]
    apart, beside = "Nämnden (nr 568) : beslutade om skolan.\n", "Nämnden (nr 12): beslutade om torget.\n"
    for read, is_joined in ((apart * 4, False), (apart * 4 + beside * 4, True), (apart * 4 + beside * 3, False)):
        state = state_of(WHOLE + read)  # a text that has marks apart was written so
        assert bool(texts(SpeckSource().propose(at_token(state, "568)"), state))) == is_joined
        assert ("568)" in anchored(SpeckSource(), state)) == is_joined
    damaged = state_of(DAMAGED + "Skolan byggs i vinter ; den ar fardig.\n")
    assert texts(SpeckSource().propose(at_token(damaged, "vinter"), damaged)) == ["vinter;"]


def test_a_lone_figure_may_be_a_word_of_one_letter_in_damaged_running_text_only() -> None:
    sentence = "Skolan byggs 1 staden pa en liten 6 i ar.\n1 Inledning\n"
    state = state_of(DAMAGED + sentence)
    assert sorted(anchored(LoneFigureSource(), state)) == ["1", "6"]
    assert texts(LoneFigureSource().propose(at_part(state, "1", 0), state)) == ["i"]
    assert "ö" in texts(LoneFigureSource().propose(at_part(state, "6", 0), state))
    assert not anchored(LoneFigureSource(), state_of(WHOLE + "Skolan byggs 1 km från en liten 6 i år.\n"))
    ends = state_of(f"Skolan 1 staden byggs om.\n{DAMAGED}Den ligger 6 staden")
    assert sorted(anchored(LoneFigureSource(), ends)) == ["1", "6"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mötet hölls den l9 juni l96l i Norrvik.", {"l9": "19", "l96l": "1961"}),
        ("Kostnaden var 45O OOO kr under 2OO8.", {"45O": "450", "OOO": "000", "2OO8": "2008"}),
        ("Den l juni var l2 ledamöter närvarande, se l4 §.", {}),
        ("Den l5 juni var l2 ledamöter närvarande, se l4 §.", {"l5": "15", "l2": "12", "l4": "14"}),
        ("Mötet den l5 juni leddes av ll ledamöter.", {"l5": "15", "ll": "11"}),
        ("Den l juni och den l5 juni kom llO man. Se nr lO.", {"l": "1", "l5": "15", "llO": "110", "lO": "10"}),
        ("Den l5 juni kl. lO.l5 såldes 2O lotter enligt bilaga O2.", {"l5": "15", "lO.l5": "10.15", "2O": "20"}),
        ("Den l5 juni kröntes Karl ll, enligt del ll, kap. ll, bilaga l.", {"l5": "15"}),
        ("Den 15 juni kom ll man, den l juni lO man.", {}),
        ("Vägen E20, bilaga O2 och typ I10 är oförändrade.", {}),
        ("Mötet hölls den 0l juni.", {"0l": "01"}),
        ("Kostnaden var l25 000 kronor.", {"l25": "125"}),
    ],
)
def test_letters_in_what_is_plainly_a_number_are_figures(sentence: str, expected: dict[str, str]) -> None:
    state = state_of(WHOLE + sentence + "\n")
    source = LetterInNumberSource()
    assert {
        word.rstrip("."): texts(source.propose(at_part(state, word, 0), state))[0] for word in anchored(source, state)
    } == expected


def test_a_text_may_begin_with_the_first_group_of_a_number() -> None:
    assert anchored(LetterInNumberSource(), state_of("45 OOO kr betalades i går.\n")) == {"OOO"}


def test_what_was_misread_in_a_number_is_told_and_nothing_else() -> None:
    state = state_of("Den l5 juni 2OO8.\n")
    proposed = [next(iter(LetterInNumberSource().propose(at_part(state, word, 0), state))) for word in ("l5", "2OO8.")]
    assert [each.edits for each in proposed] == [(Confusion("1", "l"),), (Confusion("0", "O"),) * 2]


def test_a_nought_behind_a_colon_is_an_o_where_the_text_has_others() -> None:
    state = state_of(WHOLE + "Ärendena 3:o och 19:0) upptogs.\n")
    assert anchored(OrdinalSource(), state) == {"19:0)"}
    assert texts(OrdinalSource().propose(at_part(state, "19:0)", 0), state)) == ["19:o"]
    assert not anchored(OrdinalSource(), state_of(WHOLE + "Matchen slutade 3:0 i går.\n"))


def test_a_comma_within_an_abbreviation_is_a_full_stop() -> None:
    state = state_of(WHOLE + "Bidrag till skolor m, m. utgår, d. v, s. varje år.\n")
    assert anchored(AbbreviationSource(), state) == {"m,", "v,"}
    assert texts(AbbreviationSource().propose(at_part(state, "m,", 1), state)) == ["."]
    assert not anchored(AbbreviationSource(), state_of(WHOLE + "Punkterna a, b och c. utgår.\n"))


def test_figures_within_a_known_abbreviation_are_letters() -> None:
    sentence = "Samråd med näringsidkare m.f1. hålls t.0.m. lördag, (b1.a. hyra).\n"
    state = state_of(WHOLE + sentence)
    assert anchored(FigureInAbbreviationSource(), state) == {"m.f1.", "t.0.m.", "(b1.a."}
    assert texts(FigureInAbbreviationSource().propose(at_part(state, "t.0.m.", 0), state)) == ["t.o.m"]
    assert correct(WHOLE + sentence).text == WHOLE + sentence.translate({ord("0"): "o", ord("1"): "l"})


def test_numbers_of_items_and_of_pages_are_none() -> None:
    text = (
        WHOLE + "Punkt 1.a., 0.d. och 2.0.b. samt 3.1.b. gäller, kap.1 och p.10. med s.1. nämns kl.10.00 vid 1.o.m.\n"
    )
    assert not anchored(FigureInAbbreviationSource(), state_of(text))


def test_so_is_a_comma_between_an_abbreviation_and_its_number_in_a_damaged_text() -> None:
    sentence = "Se prop, 2019:20 och 3 kap, 8 § samt bilaga 5, 2 kr, 3 st och flera.\n"
    state = state_of(DAMAGED + sentence)
    assert anchored(AbbreviationSource(), state) == {"prop,", "kap,"}
    assert not anchored(AbbreviationSource(), state_of(WHOLE + sentence))


def test_a_stop_inside_a_sentence_of_a_damaged_text_may_be_a_comma() -> None:
    sentence = "Kommunen bygger skolan vid torget. som är stort, och staden växer.\n"
    state = state_of(DAMAGED + sentence)
    assert anchored(PeriodCommaSource(), state) == {"torget."}
    assert texts(PeriodCommaSource().propose(at_part(state, "torget.", 1), state)) == [","]
    assert not anchored(PeriodCommaSource(), state_of(WHOLE + sentence))
    assert not anchored(PeriodCommaSource(), state_of(DAMAGED + "Kommunen bygger vid torget.\n\nsom är stort.\n"))


def test_behind_a_word_that_goes_on_such_a_stop_is_a_speck() -> None:
    state = state_of(DAMAGED + "Kommunen bygger skolan och. staden växer som den skall.\n")
    assert anchored(PeriodCommaSource(), state) == {"och."}
    assert texts(PeriodCommaSource().propose(at_part(state, "och.", 1), state)) == [""]


def test_stops_were_commas_in_any_text_that_has_more_of_them_than_print_has() -> None:
    lost = "Vid torget. som är stort. ligger kiosken. och där. bakom skolan. bor läraren. som är gammal.\n"
    state = state_of(WHOLE + lost)
    assert not state.is_damaged
    assert {"torget.", "kiosken.", "skolan."} <= anchored(PeriodCommaSource(), state)
    assert not anchored(PeriodCommaSource(), state_of(WHOLE + "Vid torget. som är stort. ligger kiosken.\n"))
    assert not anchored(PeriodCommaSource(), state_of(WHOLE * 60 + lost))


def test_the_lattice_lays_out_stretches_around_anchors() -> None:
    assert list(stretches([3, 6, 40], 60, 4)) == [range(0, 11), range(36, 45)]
    assert list(stretches([], 60)) == []
    state = state_of(DAMAGED)
    lattices = list(LatticeBuilder(state, default_sources(state.knowledge)).lattices())
    assert sum(len(lattice.spans) for lattice in lattices) <= len(state.text.words)
    assert all(isinstance(lattice, Lattice) and len(lattice.places) >= len(lattice.spans) for lattice in lattices)
    assert [place[0].text for place in lattices[0].places[:2]] == ["Namnden", "for"]


def test_a_source_of_a_callers_own_is_asked() -> None:
    class Motto:
        name = "motto"
        scope: Scope = "word"

        def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
            return text.flow.places("qvzk")

        def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
            return [Candidate("skolan", 0.1, (), self.name)] if span.text == "qvzk" else []

    corrector = Corrector(load_language("sv"), sources=lambda known: (*default_sources(known), Motto()))
    flow = tokenise("Nämnden beslutade att qvzk skall byggas vid torget.\n")
    assert flow.with_edits(corrector.correct(flow)).text.startswith("Nämnden beslutade att skolan skall")
    assert with_words(Candidate("på grund", 1.0)).words == ("på", "grund")


def test_words_that_no_rival_is_found_for_are_asked_about_where_another_source_knows_them() -> None:
    class Skolor:
        name = "skolor"
        scope: Scope = "word"

        def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
            return state.word_anchors

        def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
            return [Candidate("skolorna", 0.5, (), self.name)] if span.text == "skolskjuts" else []

    state = state_of(DAMAGED)
    with_another = TextState(
        state.text,
        forms_of(state.text, state.vocabulary),
        state.profile,
        state.knowledge,
        [LexiconSource(), Skolor()],
        state.vocabulary.log_prior,
    )
    assert "skolskjuts" not in state.doubtful
    assert "skolskjuts" in with_another.doubtful
    assert with_another.doubtful - {"skolskjuts"} == state.doubtful


@pytest.mark.parametrize("changed", [{"damaged": 1.01}, {"far_damage": 1.0, "near_limit": 0.1}, {"max_candidates": 0}])
def test_thresholds_may_be_varied_by_name(changed: dict[str, float]) -> None:
    flow = tokenise(DAMAGED)
    language = load_language("sv")
    usual = Corrector(language).correct(flow)
    other = Corrector(language, thresholds=replace(DEFAULT, **changed)).correct(flow)  # type: ignore[arg-type]
    assert sum(word.text != word.reading for word in other.values()) < sum(
        word.text != word.reading for word in usual.values()
    )


def test_no_threshold_has_the_name_of_another_stages() -> None:
    named = [field.name for base in Thresholds.__bases__ for field in fields(base)]
    assert len(named) == len(set(named)) == len(fields(DEFAULT))


def test_a_stem_in_many_forms_is_the_texts_own_and_its_forms_may_be_damaged() -> None:
    forms = "yippie yippier yippierna yippiernas yippierörelsen yippiepartiet"
    state = state_of(WHOLE + f"De kallades {forms}.\n")
    assert texts(state.candidates("yippierna")) == ["yippierna"]
    forms = "Södertörnsmodellen Södertörnskommunerna Södertörnsavtalet Södertörnsskolan Södertörnsvägen Södertörnsleden"
    state = state_of(DAMAGED + f"De kallas {forms} och Södertörnskommumernas.\n")
    assert "Södertörnskommunernas" in texts(state.candidates("Södertörnskommumernas"))


def test_marks_that_close_nothing_behind_short_words_are_apostrophes() -> None:
    state = state_of("Jag sa” inte att du ska” gå, och han sade: ”Kom nu”, så vi kom.\n")
    source = ElisionSource()
    assert anchored(source, state) == {"sa”", "ska”"}
    assert texts(source.propose(at_part(state, "sa”", 1), state)) == ["’"]


def test_a_quotation_ends_with_its_paragraph() -> None:
    opened = "Han sade: ”Kom nu och se på.{}Jag sa” inte att du ska” gå.\n"
    assert anchored(ElisionSource(), state_of(opened.format("\n\n"))) == {"sa”", "ska”"}
    begins = "Nu är det dags.\n\n”Kom och lyssna”, sa” hon. Vi ska” gå.\n"
    assert anchored(ElisionSource(), state_of(begins)) == {"sa”", "ska”"}
    assert not anchored(ElisionSource(), state_of(opened.format(" ")))  # the first closes it, and one may be a slip


def test_one_such_mark_may_be_a_slip_and_others_tell_that_opening_ones_were_lost() -> None:
    assert not anchored(ElisionSource(), state_of("Jag sa” inte att du skulle gå.\n"))
    lost = "Jag sa” inte att du ska” gå. Vi lämnade förslaget” och kommunen” samt nämnden” i går.\n"
    assert not anchored(ElisionSource(), state_of(lost))
    most = "Jag sa” inte att du ska” gå, de va” här, och vi ha” inte sett nämnden” i går.\n"
    assert anchored(ElisionSource(), state_of(most)) == {"sa”", "ska”", "va”", "ha”"}


def test_both_tokens_of_a_reference_are_looked_at_with_what_is_around_them() -> None:
    state = state_of(
        "Utskottet behandlar II:212.\n\nUtskottet hemställer om bifall till II: 212 och avslag i övrigt.\n"
    )
    first = state.text.words.index("II:")
    assert [*ReferenceSource().anchors(state.text, state)] == [first, first + 1]
