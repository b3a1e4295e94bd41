"""Abbreviations, codes and lines of code are told from words, and damaged words are not taken for codes."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import Cleaner
from ocr_fix.correction import tokenise
from ocr_fix.correction.protection.codes import (
    Codes,
    Reason,
    read_forms,
    swedish_forms,
)
from ocr_fix.correction.registers.records import unwritten
from ocr_fix.languages import load_language
from ocr_fix.notation.line_kinds import LineKind, judge_line


@cache
def codes() -> Codes:
    language = load_language("sv")

    def is_word(word: str) -> bool:
        return language.knows(word) or language.is_compound(word)

    return Codes(swedish_forms(), language.is_abbreviation, language.knows, is_word)


# Each of them is no word to be mended, whole, wherever it stands.
WHOLE = {
    Reason.COUNTED: "Maj:ts Maj:t n:o d:r SJ:s m.fl. t.ex. f.d. s:t S:ta 3:e m.m. Bl.a. k:a o:r så’nt akad:s kr/kWh",
    Reason.ABBREVIATION: "uppl. kv. (bf) (red.) tel.nr Org.nr moms.reg.nr fil.mag. b.l.a. skpsb.",
    Reason.CONTRACTION: "PRO:are RVO:s IVL:arna G20:s H:son J:son X:s cd:n H:fors Sth:lm L:köping",
    Reason.ORDINAL: "34:e 112:a 47:de 3:dje 1895:orna",
    Reason.NUMBER_WORD: "4-klassigt 15-årig 1830-talets 12-tons 7,5-procentig",
    Reason.CODE: "A4 TV7 XJ900 B12-vitamin 3B KU24 F-16 9F86D081884C BRK500X",
    Reason.FORMULA: "H2O H2SO4 NH4NO3 m² C6H12O6",
    Reason.NUMERAL: "XVIII MCMLXXX IV–VI",
    Reason.INITIALS: "A.B. A.-B. J.S. Th. C.-G.",
    Reason.ITEM: "a) (b) iv) 3c)",
    Reason.UNIT: "st/m² l/min Bq/kg t/ha",
    Reason.REFERENCE: "1997/98:UbU12 92/43/EEG C-402/05 EU:C:2008:461 00:1A:2B:3C:4D:5E 10.1000/xyz123 2.10.3-rc1",
    Reason.ADDRESS: "https://exempel.se/a_b www.ekby.se/om karin.berg@ekby.example ekby-sparbank.se",
    Reason.FILE: "ärende_14.pdf /var/arkiv/ut ~/ut/ *.tif karta.dwg.zip C:\\Arkiv\\bild.png",
    Reason.IDENTIFIER: "line.strip() print(rad) x->y a==b $HOME getElementById --lex-compat -l gettext.path --r=N",
    Reason.ELISION: "dörr’n O’Brien d’Arc vet’at vet’nte sta'n (åter)läsa kommun(er) (För)studie",
    Reason.ACRONYM: "DRM-begränsning RISC-V-arkitektur EABI-objektattribut",
}


@pytest.mark.parametrize("token", [token for tokens in WHOLE.values() for token in tokens.split()])
def test_it_is_no_word(token: str) -> None:
    found = codes().of(token)
    assert found is not None
    assert token[found.start : found.end].strip("().,") == token.strip("().,")


# Where a list has what also is of a known shape, the list comes first.
@pytest.mark.parametrize(("reason", "tokens"), WHOLE.items())
def test_it_has_its_reason(reason: Reason, tokens: str) -> None:
    reasons = [found.reason for token in tokens.split() if (found := codes().of(token))]
    assert reasons.count(reason) > len(reasons) / 2


@pytest.mark.parametrize(
    "token",
    """
    6verskott S6dertérn 1ag f0r m, för.Det landet.Men kommunen,som fdrvaltning namnden i1ag utg1ft £rån kommu-nen
    ärendet! beslut; (kommunen) »barnen« år. KOMMUNEN av/eller bes1ut fr6n Iag skolan.I nämnden:Ordföranden k0mmunen
    f4 s6
    """.split(),
)
def test_a_damaged_word_is_no_code(token: str) -> None:
    found = codes().of(token)
    assert found is None or not found.firm


@pytest.mark.parametrize(
    ("line", "token", "reason"),
    [
        ("tag 5 dl mjölk och 2 msk olja", "msk", Reason.UNIT),
        ("Bg 5361-8849 eller Pg 17 22-1", "Bg", Reason.LABELLED),
        ("enligt Ce 29 i samma akt", "Ce", Reason.LABELLED),
        ("summan SHA 9f86d081884c stämmer", "SHA", Reason.LABELLED),
        ("nu har RVO yttrat sig", "RVO", Reason.ACRONYM),
        ("herr G. Ekman talade", "G.", Reason.INITIALS),
        ("bd 3 av verket", "bd", Reason.ABBREVIATION),
        ("Namn | Ort | Summa", "|", Reason.RULE),
    ],
)
def test_neighbours_tell(line: str, token: str, reason: Reason) -> None:
    tokens = line.split()
    found = codes().among(tokens)[tokens.index(token)]
    assert found is not None
    assert found.reason is reason


@pytest.mark.parametrize(
    ("line", "token"),
    [
        ("ÄRENDE OM NYA VÄGAR", "OM"),
        ("det var i Lund ar 1955", "ar"),
        ("de 29 ledamöterna", "de"),
        ("| detta ärende yttrade sig ingen", "detta"),
    ],
)
def test_words_among_capitals_and_numbers_are_words(line: str, token: str) -> None:
    tokens = line.split()
    assert codes().among(tokens)[tokens.index(token)] is None


def test_what_may_be_a_damaged_word_is_not_firm() -> None:
    found = codes().among("Ar 1955 byggdes".split())[0]
    assert found is not None
    assert not found.firm


def test_only_the_dots_of_leaders_stay() -> None:
    token = "Inledning......7"
    found = codes().of(token)
    assert found is not None
    assert token[found.start : found.end] == "......"


LINES = {
    LineKind.CODE: """\
def räkna(rader):
    text = rad.strip()
from pathlib import Path
for fil in *.tif; do
SELECT namn FROM personer WHERE ort = 'Ekby';
<div class="rad">Hej</div>
cp rapport.txt /var/arkiv/
path: "/srv/data"
git commit -m "ändra"
""",
    LineKind.RECORD: """\
dnr;datum;handläggare;ärende
namn,ort,ålder,yrke
"Nils","Ekby","bonde","1871"
""",
}


@pytest.mark.parametrize(("kind", "lines"), LINES.items())
def test_lines_are_known(kind: LineKind, lines: str) -> None:
    for line in lines.splitlines():
        assert judge_line(line) is kind, line


@pytest.mark.parametrize(
    "line",
    [
        "Nämnden biföll förslaget; ordföranden reserverade sig;",
        "Barn, unga, vuxna, äldre och andra",
        "Ar 1955 hade S6dertörn 1ag,enligt namnden;det var for lite",
        "Gatan,torget och parken (jfr bil. 3) = 12 kr",
        "om vi går hem: då blir det bra ...",
        "| detta ärende yttrade sig ingen",
        "Vid 1,5 till 2,5 och 3,5 gånger",
    ],
)
def test_text_is_text_damaged_or_not(line: str) -> None:
    assert judge_line(line) is None


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda text: not any(map(str.isspace, text))), max_size=6))
def test_whatever_comes_the_part_lies_in_the_token(tokens: list[str]) -> None:
    for token, found in zip(tokens, codes().among(tokens), strict=True):
        assert found is None or 0 <= found.start < found.end <= len(token)
    judge_line(" ".join(tokens))


def test_every_counted_form_has_a_kind() -> None:
    assert all(swedish_forms().values())
    assert read_forms(["# note", "unit\tdl\t3\t0"])["unit"] == {"dl"}


def test_lines_of_code_and_records_are_in_no_language_and_stay() -> None:
    code = "x = rad.spllt(';')\nprint(rad.strip(), namn)"
    record = "id;namn;adres;ort\n1;Anna;Storgatn 1;Bya"
    text = f"Nämnden beslutade om skolan.\n\n{code}\n\n{record}\n\nSkolan är färdig i höst.\n"
    flow = tokenise(text)
    left = [flow.words[at] for places in unwritten(flow, flow.counts) for at in places]
    assert left == f"{code} {record}".split()
    result = Cleaner().correct(text)
    assert result.text == text
    assert result.languages["none"] == pytest.approx(len(left) / len(flow.words), abs=0.05)
    prose = tokenise("Nämnden beslutade om skolan (se bilaga 1), vägen och torget.\n")
    assert list(unwritten(prose, prose.counts)) == []
