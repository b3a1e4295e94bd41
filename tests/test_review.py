"""What a person decides becomes what stands there, is accounted for like every change, and fits only its document."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from output_documents import documents, line_of

import ocr_fix
from ocr_fix import Decision, DecisionError, Decisions, apply_decisions, decisions_as_json, places, read_decisions
from ocr_fix.document import Block, Document, Edit, Line, Page, Word, revert
from ocr_fix.errors import DocumentError, InputError
from ocr_fix.output import render

VALIDATOR = jsonschema.Draft202012Validator(ocr_fix.decisions_schema())


def document() -> Document:
    """A scan of two pages with a wrong change, a doubt, a word over two lines, specks and a running head."""
    (head,) = line_of("Rapport").words
    first = line_of("En", "kor", "väg", "till", "barn-")
    words = list(first.words)
    words[1] = replace(words[1], raw="kort", edit=Edit("word", 0.6, "a test"))
    words[2] = words[2].edited("väg", Edit("doubtful", 0.4, "rivals"))
    words[4] = words[4].edited("barnfamiljer", Edit("hyphen", 0.9, "joined"))
    second = list(line_of("familjer", "~", "idag", top=30).words)
    second[0] = second[0].edited("", Edit("hyphen", 0.9, "joined"))
    second[1] = second[1].edited("", Edit("noise", 0.9, "specks"))
    pages = (
        Page(1, (Block((Line((head,)),), "header"), Block((Line(tuple(words)), Line(tuple(second))))), 300, 300, 100),
        Page(2, (Block((line_of("och", "kor", "sedan"),)),), 300, 300, 100),
    )
    return Document("protokoll.tif", "image", pages)


def decided(document: Document, **becomes: str) -> Document:
    """The document with words that stand in it made others."""
    found = {place.text: place for place in places(document)}
    return apply_decisions(document, Decisions.of(document, [found[was].decide(now) for was, now in becomes.items()]))


def test_places_are_the_words_as_they_stand() -> None:
    before = document()
    found = list(places(before))
    assert [place.text for place in found] == [*"En kor väg till barnfamiljer idag och kor sedan".split(), "Rapport"]
    for place in found[:-1]:
        assert place.start is not None
        assert before.text.startswith(place.text, place.start)
    joined = found[4]
    assert (joined.read, joined.word, joined.page, joined.line) == ("barn- familjer ~", 5, 1, 2)
    assert (found[-1].start, found[-1].word) == (None, 0)


def test_a_word_becomes_what_was_typed_and_says_so() -> None:
    before = document()
    after = decided(before, kor="korn", väg="väg", Rapport="RAPPORT")
    assert after.text == "En kor väg till barnfamiljer idag\n\noch korn sedan\n"
    assert [(change.kind, change.after, change.confidence) for change in after.changes] == [
        ("word", "kor", 0.6),
        ("reviewed", "väg", 1.0),
        ("hyphen", "barnfamiljer", 0.9),
        ("reviewed", "korn", 1.0),
    ]
    assert after.doubts == ()
    assert after.pages[0].blocks[0].lines[0].words[0].text == "RAPPORT"
    assert revert(after.text, after.changes) == after.raw_text == before.raw_text
    assert after.fingerprint == before.fingerprint


def test_what_is_rejected_is_as_it_was_read() -> None:
    before = document()
    after = decided(before, barnfamiljer="barn- familjer ~")
    assert after.text == "En kor väg till barn- familjer ~ idag\n\noch kor sedan\n"
    assert revert(after.text, after.changes) == before.raw_text


def test_what_is_struck_out_is_gone_and_can_be_put_back() -> None:
    before = document()
    struck = decided(before, idag="", En="")
    assert struck.text == "kor väg till barnfamiljer\n\noch kor sedan\n"
    assert revert(struck.text, struck.changes) == before.raw_text
    back = Decision(page=1, box=None, start=None, word=8, read="idag", was="", becomes="i dag")
    assert "barnfamiljer i dag\n" in apply_decisions(struck, Decisions.of(struck, [back])).text


def test_words_are_made_one() -> None:
    joined = Decision(page=2, box=None, start=None, word=10, read="kor sedan", was="kor sedan", becomes="korsedan")
    after = apply_decisions(document(), Decisions.of(document(), [joined]))
    assert after.text.endswith("och korsedan\n")
    assert revert(after.text, after.changes) == after.raw_text


def test_decisions_hold_when_the_text_has_been_corrected_anew() -> None:
    before = document()
    decision = next(place for place in places(before) if place.text == "kor" and place.page == 2).decide("kol")
    longer = decided(before, till="tillsammans")
    assert apply_decisions(longer, Decisions.of(before, [decision])).text.endswith("och kol sedan\n")
    once = apply_decisions(before, Decisions.of(before, [decision]))
    assert apply_decisions(once, Decisions.of(before, [decision])) == once
    with pytest.raises(DecisionError, match="page 2, character 39: 'kor' stands there now"):
        apply_decisions(before, Decisions.of(before, [replace(decision, was="ko")]))
    with pytest.raises(DecisionError, match="page 2, character 39: no word begins there"):
        apply_decisions(longer, Decisions.of(before, [replace(decision, word=None)]))
    assert apply_decisions(before, Decisions.of(before, [replace(decision, word=None)])) == once


def test_decisions_of_another_document_are_refused() -> None:
    other = replace(document(), pages=document().pages[:1], name="annan.png")
    with pytest.raises(DecisionError, match="other words were read in 'annan") as error:
        apply_decisions(other, Decisions.of(document()))
    assert error.value.exit_code == 10


@given(documents(), st.data())
@settings(max_examples=30, deadline=None)
def test_whatever_is_decided_gives_back_the_reading_and_can_be_written(given: Document, data: st.DataObject) -> None:
    before = Document.from_dict(given.to_dict())
    found = list(places(before))
    choices = st.lists(st.sampled_from(["", "ord", "två ord", None]), min_size=len(found), max_size=len(found))
    chosen = [
        place.decide(place.read if text is None else text)
        for place, text in zip(found, data.draw(choices), strict=True)
    ]
    decisions = Decisions.of(before, chosen)
    VALIDATOR.validate(json.loads(decisions_as_json(decisions)))
    assert Decisions.from_dict(json.loads(decisions_as_json(decisions))) == decisions
    after = apply_decisions(before, decisions)
    assert after.fingerprint == before.fingerprint
    assert revert(after.text, after.changes) == after.raw_text
    if given.furniture == "drop":  # that is kept comes after the words that it cuts, which may be others now
        assert after.raw_text == before.raw_text
    assert Document.from_dict(json.loads(render(after, "json"))) == after
    for form in ("text", "markdown", "hocr", "alto"):
        render(after, form)


def test_a_file_that_holds_no_decisions_is_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "decisions.json"
    with pytest.raises(InputError, match="cannot be read"):
        read_decisions(file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is no JSON"):
        read_decisions(file)
    values = Decisions.of(document(), [next(places(document())).decide("Ett")]).to_dict()
    file.write_text(json.dumps(values), encoding="utf-8")
    assert read_decisions(file).decisions[0].becomes == "Ett"
    values["decisions"][0]["becomes"] = 7
    file.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"decisions\.json: decisions\.decisions\[0\]\.becomes is no text"):
        read_decisions(file)


def test_the_fingerprint_is_of_what_was_read() -> None:
    word = Word("över", raw="6ver", edit=Edit("word", 0.9, "a test"))
    pages = (Page(1, (Block((Line((word, Word("allt"))),)),)), Page(2))
    assert Document("x", "text", pages).fingerprint == Document("y", "image", pages[:1], lines="keep").fingerprint
    assert Document("x", "text", pages).fingerprint == (
        "33c0af63ca1f16a5805ae79c6eaa81199d6270db04002d5f2da8297a64a09355"
    )
