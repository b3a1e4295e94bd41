"""A full stop inside a sentence stands behind an abbreviation: what no list has stays, beside damaged text, too."""

from __future__ import annotations

import re
from functools import cache

import pytest
from test_correction import DAMAGED
from test_correction_sources import state_of

import ocr_fix
from ocr_fix.correction.candidates.punctuation.inner_stops import Follows, abbreviates, abbreviation_odds, stops_of
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.tokens.span import Span

ABBREVIATED = """Annons: Sjuksk. sökes, heltid el. delt., vik. t.v., lön enl. ök., tilltr. snar. Senast 15/5.
Sold. nr 47 Lars Modig, f. 1788 6/2, g., tj. s. 1809, 5 f. 9 t. lång, avsk. 1831 m. gratial.
Kh. d.y. fr. Lund, past. adj. i V. Ny o. Ö. Ny, v. past. i S:t Olof, kmin. 1755, kh. 1761, prost hon. c. 1770.
Tågtid: avg. Sthlm C 07.15, ank. Gbg C 10.22, via Skövde, Falkpg o. Hrbg; M-F utom helgd., ej 24/12-1/1. Pl.bilj. erf.
Fakt.nr 1023, er ref. LE, vår ref. ÅB, förf.dag 31/3, ant. 12 st à 45:-, frakt 89:-, exp.avg. 25:-, att bet. 654:-.
Auktion: nr 12 vas, Gustavsb., sign. W.K., h. 23 cm, nagg., utr. 800 kr; nr 13 ljusst., nysilv., Sthlm 1847, 2 st.
Mynt: 1 dlr sm 1559, SM 112, vikt 28,7 g, raritet R, kval. 1+/1, prov. Bonde, aukt. 14/5 82; 1/2 öre km 1719, omst.
Katek.: läser i b. a, utant. b, begr. c, husl. kom., Nattv. 2/6, frejd g., vacc. n., flytt. fr. By 1861, betyg nr 14.
Telef.: abb. nr 4 12, C.B., växel Hby, int. samt. ö. Lkp, tax. I, 3 min. 45 ö., N-avg. dubb.; öpp. kl. 8 f.m.-9 e.m.
Hamn: ank. d. 12:e: s/s Ek, Berg, fr. Hull m. kol t. H. By & Co.; d. 13:e: sk. Alma, Lund, fr. Lbk i barl.; klar. s.d.
"""


@cache
def corrected(text: str) -> str:
    return ocr_fix.correct(text).text


@pytest.mark.parametrize("line", ABBREVIATED.splitlines())
def test_abbreviated_lines_stay_alone_and_beside_damaged_text(line: str) -> None:
    assert corrected(line) == line
    assert corrected(f"{DAMAGED}\n{line}").endswith(line)


def test_the_damaged_text_beside_them_is_mended_as_well_as_alone() -> None:
    alone = corrected(DAMAGED)
    assert alone != DAMAGED
    assert corrected(f"{DAMAGED}\n{ABBREVIATED}").startswith(alone)


@pytest.mark.parametrize("stop", ["tilltr. snar", "tilltr., snar", "tilltr. 3 maj"])
def test_an_unknown_word_before_a_stop_is_an_abbreviation_where_the_text_keeps_its_stops(stop: str) -> None:
    state = state_of(f"{DAMAGED}\n{ABBREVIATED}\nLönen är god, {stop}.\n")
    token = stop.split(maxsplit=1)[0]
    assert abbreviation_odds(state, at(state, token)) > 2.0


def test_a_stop_that_ends_a_sentence_tells_little() -> None:
    state = state_of(f"{DAMAGED}\nMan beslutade om utvirdering. Det gäller alla, med utvirdering.\n")
    assert abbreviation_odds(state, at(state, "utvirdering.")) < 0.7


def test_where_known_words_have_stops_inside_sentences_too_unknown_ones_tell_nothing() -> None:
    faint = "Nämnden. beslutade om skolan. som är stor och parken. som är liten, med utvirdering. av allt.\n"
    state = state_of(DAMAGED + faint * 5)
    assert abbreviation_odds(state, at(state, "utvirdering.")) < 1.5
    assert abbreviation_odds(state, at(state, "utvirdering.")) < abbreviation_odds(
        state_of(DAMAGED + re.sub(r"(?<=n)\. (?=[a-zåäö])", " ", faint) * 5), at(state, "utvirdering.")
    )


def test_stops_are_counted_by_what_follows() -> None:
    state = state_of("Lönen är enligt överenskommelse. i maj, tjxr. 5 kr, tjxr., tjxr. snart.\n\nTjxr.\n")
    stops = stops_of(state)
    assert stops.known == {Follows.SMALL_LETTER: 1}
    assert stops.unknown == {Follows.FIGURE: 1, Follows.MARK: 1, Follows.SMALL_LETTER: 1}


def test_a_text_abbreviates_where_unknown_words_have_far_more_stops() -> None:
    assert abbreviates(state_of(ABBREVIATED), 0.01)
    assert not abbreviates(state_of(DAMAGED), 0.03)


def at(state: TextState, token: str) -> Span:
    place = state.text.words.index(token)
    return Span(token, None, place, place, 0, state.text.parts_of(token).parts)
