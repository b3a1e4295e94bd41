"""What flows through the house keeps its promises: no change without a reason, no reading lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.document import (
    Block,
    Box,
    Change,
    Document,
    Edit,
    Flow,
    Line,
    Page,
    Token,
    Word,
    flow_of,
    in_order,
    replace_words,
    revert,
)

EDIT = Edit("word", 0.9, "a test")
READINGS = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=8)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Streams of words, some changed, some absorbed by the word before, with any white space between."""
    tokens: list[Token] = []
    for index, reading in enumerate(draw(st.lists(READINGS, max_size=12))):
        word = Word(reading)
        fate = draw(st.sampled_from(["keep", "change", "absorb", "doubt"]))
        if fate == "change" or (fate == "absorb" and index == 0):
            word = word.edited(draw(READINGS), EDIT)
        elif fate == "absorb":
            if tokens[-1].word.edit is None:
                tokens[-1] = tokens[-1]._replace(word=tokens[-1].word.edited(tokens[-1].word.text, EDIT))
            word = word.edited("", EDIT)
        elif fate == "doubt":
            word = word.edited(reading, Edit("doubtful", 0.4, "a test"))
        space = "" if index == 0 else draw(st.sampled_from([" ", "\n", "\n\n", "\t", "  "]))
        tokens.append(Token(space, word, 1, 1))
    return Flow(tokens, draw(st.sampled_from(["", "\n"])))


@given(flows())
def test_text_and_changes_give_back_the_reading(flow: Flow) -> None:
    assert revert(flow.text, flow.changes) == flow.raw


@given(flows())
def test_every_change_says_where_its_text_stands(flow: Flow) -> None:
    for change in in_order(flow.changes, flow.doubts):
        assert flow.text[change.start : change.start + len(change.after)] == change.after


@given(flows())
def test_doubts_stand_apart_from_changes_and_change_nothing(flow: Flow) -> None:
    assert all(change.kind != "doubtful" for change in flow.changes)
    assert all(doubt.kind == "doubtful" and doubt.before == doubt.after for doubt in flow.doubts)
    assert revert(flow.text, in_order(flow.changes, flow.doubts)) == flow.raw
    whole = [token for token in flow.tokens[1:] if not token.word.absorbed] + list(flow.tokens[:1])
    assert len(flow.changes) + len(flow.doubts) == sum(token.word.edit is not None for token in whole)


def test_revert_refuses_changes_of_another_text() -> None:
    change = Change(1, 1, None, "Sodertérn", "Södertörn", "word", 0.9, "", 0)
    with pytest.raises(ValueError, match="does not stand at 0"):
        revert("Nynäshamn", [change])


def test_a_word_cannot_change_without_a_reason() -> None:
    with pytest.raises(ValueError, match="no edit says why"):
        Word("för", raw="for")
    with pytest.raises(ValueError, match="a doubt changes nothing"):
        Word("för", raw="for", edit=Edit("doubtful", 0.4, "a test"))


def test_a_joined_word_is_one_change_over_both_lines() -> None:
    boxes = Box(0, 0, 40, 10), Box(0, 20, 50, 30)
    head = Word("hand-", boxes[0]).edited("handlägger", Edit("hyphen", 0.99, "joined"))
    rest = Word("lägger", boxes[1]).edited("", Edit("hyphen", 0.99, "joined"))
    page = Page(3, (Block((Line((Word("Vi"), head)), Line((rest, Word("nu"))))),))
    document = Document("x.pdf", "pdf", (page,))
    assert document.text == "Vi handlägger nu\n"
    assert document.raw_text == "Vi hand- lägger nu\n"
    (change,) = document.changes
    assert (change.page, change.line, change.before, change.after) == (3, 1, "hand- lägger", "handlägger")
    assert change.box == Box(0, 0, 50, 30)


DOUBT = Edit("doubtful", 0.4, "Tesseract is not sure")


@pytest.mark.parametrize("text", ["33,7", "33.7", "33,7."])
def test_what_was_doubtful_stays_so_where_its_figures_do(text: str) -> None:
    word = Word("33,7", edit=DOUBT).edited(text, Edit("noise", 1.0, "a speck"))
    assert word.edit == Edit("noise", 0.4, "a speck; Tesseract is not sure")
    assert word.edited(text, Edit("typography", 0.9, word.edit.reason)).edit == Edit(
        "typography", 0.9, word.edit.reason
    )


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("33,1", Edit("word", 0.9, "another number")),
        ("33,7", Edit("reviewed", 1.0, "someone has decided")),
        ("33,7", Edit("doubtful", 0.7, "written as no number is")),
    ],
)
def test_other_figures_people_and_later_doubts_say_by_themselves_how_sure_they_are(text: str, edit: Edit) -> None:
    assert Word("33,7", edit=DOUBT).edited(text, edit).edit == edit


def test_paragraphs_are_parted_by_a_blank_line_unless_one_goes_on() -> None:
    def block(text: str, *, continues: bool = False) -> Block:
        return Block((Line((Word(text),)),), continues=continues)

    pages = [Page(1, (block("Ett"), block("två"))), Page(2, (block("tre", continues=True), block("fyra")))]
    assert flow_of(pages).text == "Ett\n\ntvå tre\n\nfyra\n"


def test_an_empty_document_is_empty() -> None:
    assert Document("tom", "text", (Page(1),)).text == ""


def test_replacing_words_keeps_the_structure_and_counts_them() -> None:
    pages = (Page(1, (Block((Line((Word("a"), Word("b"))),)),)),)
    (page,) = replace_words(pages, [Word("c"), Word("d")])
    assert [word.text for word in page.blocks[0].lines[0].words] == ["c", "d"]
    with pytest.raises(ValueError, match="fewer words"):
        replace_words(pages, [Word("c")])
    with pytest.raises(ValueError, match="more words"):
        replace_words(pages, [Word("c"), Word("d"), Word("e")])
