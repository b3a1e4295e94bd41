"""What is left alone has a reason, and the parts of a token are the token."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.protection.policy import Protection, allows
from ocr_fix.correction.protection.shapes import veto_on_part, veto_on_token
from ocr_fix.correction.protection.veto import Veto
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.parts import parts_of
from ocr_fix.correction.tokens.sentences import BOUNDARY, model_words
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language


@cache
def classifier(own: tuple[str, ...] = ()) -> TokenClassifier:
    return TokenClassifier(Vocabulary(load_language("sv"), own))


def spans(text: str) -> list[Span]:
    """The tokens of a text, taken apart."""
    parts = classifier().parts
    return [Span(token, None, at, at, 0, parts(token)) for at, token in enumerate(text.split())]


def vetoes(text: str, foreign: tuple[int, ...] = ()) -> dict[str, Veto | None]:
    """By each part of a text why it is left alone where it stands."""
    judged = classifier().protection.in_place(spans(text), foreign)
    return {part.text: part.veto for span in judged for part in span.parts}


def test_each_reason_is_given() -> None:
    """What the tests of this file are told of is all that there is."""
    told = set(re.findall(r"Veto\.([A-Z_]+)", Path(__file__).read_text(encoding="utf-8")))
    assert told == {each.name for each in Veto}


@given(st.text("abåÅ12.,:;/-()|_§@ ", max_size=16).filter(str.strip))
def test_parts_make_the_token(text: str) -> None:
    for token in text.split():
        for parts in (parts_of(token), classifier().parts(token)):
            assert "".join(part.text for part in parts) == token
            assert [part.offset for part in parts] == [
                sum(len(before.text) for before in parts[:at]) for at in range(len(parts))
            ]


@pytest.mark.parametrize(
    ("part", "veto"),
    [
        ("1994", Veto.NUMBER),
        ("3b", Veto.LABEL),
        ("TV4", Veto.CODE),
        ("§", Veto.MARK),
        ("|", None),
        ("f6rslag", None),
        ("skolan", None),
    ],
)
def test_shapes_of_parts(part: str, veto: Veto | None) -> None:
    assert veto_on_part(part) is veto


@pytest.mark.parametrize(
    ("token", "veto"),
    [("www.example.se", Veto.ADDRESS), ("namn@example.se", Veto.ADDRESS), ("a)", Veto.LABEL), ("(skolan)", None)],
)
def test_shapes_of_tokens(token: str, veto: Veto | None) -> None:
    assert veto_on_token(token) is veto


def test_a_token_stays_for_the_user_or_the_language() -> None:
    protection = Protection(Vocabulary(load_language("sv"), ("Vretlösta",)))
    assert protection.of_token("Vretlösta") is Veto.OWN
    assert protection.of_token("t.ex.") is protection.of_token("T.ex.") is Veto.ABBREVIATION
    assert protection.of_token("2024-01-12") is Veto.LISTED
    assert protection.of_token("skolan") is None


def test_a_first_part_before_a_hyphen_is_suspended() -> None:
    parts = classifier().parts("kommun-,")
    assert parts[0].veto is Veto.SUSPENDED


def test_vetoes_where_things_stand() -> None:
    assert vetoes("Enligt SFS gäller 12 a och skolan")["SFS"] is Veto.ACRONYM
    assert vetoes("BESLUT OM SKOLAN")["OM"] is None
    assert vetoes("Enligt 12 a och skolan")["a"] is Veto.LABEL
    assert vetoes("| Lund | Mora | Vara")["|"] is Veto.TABLE_RULE
    assert vetoes("| Lund och Mora")["|"] is None
    assert vetoes("skolan school skolan", foreign=(1,))["school"] is Veto.FOREIGN


def test_no_digit_may_vanish() -> None:
    assert allows([Confusion("ö", "6"), Confusion("", ".")])
    assert not allows([Confusion("ö", "o"), Confusion("", "2")])


def test_acronyms_are_no_evidence_of_damage() -> None:
    assert classifier().of("(SFS)").evidence == ()
    assert classifier().of("(skolan)").evidence == ("skolan",)


def test_a_part_knows_its_neighbours() -> None:
    parts = tuple(parts_of("(skolan,"))
    middle = parts[1]._replace(parts=parts)
    assert middle.before is not None
    assert middle.after is not None
    assert (middle.before.text, middle.after.text) == ("(", ",")
    first = parts[0]._replace(parts=parts)
    assert first.before is None


def test_plain_words_are_told_from_others() -> None:
    text = TokenisedText(tokenise("Skolan, skolan f6rslag 12 | och"), classifier())
    assert set(text.classes.plain) == {"Skolan,", "skolan", "och"}
    assert set(text.others) == {"f6rslag", "12", "|"}
    assert text.ends_with(0).text == "Skolan"
    assert text.once(len_of) is text.once(len_of)


def len_of(text: TokenisedText) -> list[int]:
    return [len(word) for word in text.words]


def test_the_language_model_sees_sentences() -> None:
    def seen(text: str) -> list[list[tuple[str, ...]]]:
        return model_words(load_language("sv"), tokenise(text).tokens, spans(text))

    assert seen("Det kostar 12 kr. Skolan byggs.")[2:4] == [[("12",)], [("kr",)]]  # its stop is the abbreviation's
    assert [parts[-1] for parts in seen("Det kostar mycket. Skolan byggs.")] == [(), (), BOUNDARY, (), BOUNDARY]
