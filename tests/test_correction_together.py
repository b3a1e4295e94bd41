"""Texts that are corrected together each get back what is theirs."""

from __future__ import annotations

from ocr_fix.correction import tokenise
from ocr_fix.correction.corrected import CorrectedText
from ocr_fix.correction.registers.identification import Stretch
from ocr_fix.correction.together import Corrected, corrected_together
from ocr_fix.correction.tokens.sections import SIZE
from ocr_fix.document import Correction, Edit, Word

PRINTED = {"pa": "på", "gar": "går", "vagen": "vägen"}
EDIT = Edit("word", 0.9, "why")


class Correcting:
    """A corrector of a few words, which joins what a hyphen parts, and remembers what it was given."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self.alone: list[str] = []

    def correct(self, text: str) -> Corrected:
        self.whole.append(text)
        flow = tokenise(text)
        edits: dict[int, Word] = {}
        for at, word in enumerate(token.word for token in flow.tokens):
            if word.text in PRINTED:
                edits[at] = word.edited(PRINTED[word.text], EDIT)
            elif word.text == "ovan":
                edits[at] = word.edited("ovan", Edit("doubtful", 0.5, "or another"))
            elif word.text.endswith("-"):
                joined = Edit("hyphen", 1.0, "parted at the end of a line")
                following = flow.tokens[at + 1].word
                edits[at] = word.edited(word.text[:-1] + following.text, joined)
                edits[at + 1] = following.edited("", joined)
        danish = [Stretch(range(at, at + 1), "da") for at, word in enumerate(flow.words) if word == "og"]
        return flow.with_edits(edits), CorrectedText(edits, danish)

    def by_itself(self, text: str) -> Correction:
        self.alone.append(text)
        return Correction(text.upper(), (), ())


def test_each_text_has_its_own_changes_and_places() -> None:
    texts = ["Han gar\npa vagen", "", "ovan och pa"]
    correcting = Correcting()
    first, second, third = corrected_together(texts, correcting.correct, correcting.by_itself)
    assert (len(correcting.whole), correcting.alone) == (1, [])
    assert first.text == "Han går\npå vägen"
    assert [(each.start, each.page, each.line, each.before) for each in first.changes] == [
        (4, 1, 1, "gar"),
        (8, 1, 2, "pa"),
        (11, 1, 2, "vagen"),
    ]
    assert (second.text, second.changes, second.doubts) == ("", (), ())
    assert third.text == "ovan och på"
    assert [(each.start, each.page, each.line) for each in third.changes] == [(9, 1, 1)]
    assert [(each.start, each.before) for each in third.doubts] == [(0, "ovan")]


def test_what_grows_in_one_text_moves_nothing_in_the_next() -> None:
    first, second = corrected_together(["vag-\nen pa", "gar"], Correcting().correct, Correcting().by_itself)
    assert first.text == "vagen\npå"
    assert (second.text, second.changes[0].start) == ("går", 0)


def test_texts_that_a_change_would_join_are_corrected_alone() -> None:
    correcting = Correcting()
    texts = ["pa vag-", "en gar", "pa"]
    found = corrected_together(texts, correcting.correct, correcting.by_itself)
    assert correcting.alone == texts[:2]
    assert [each.text for each in found] == ["PA VAG-", "EN GAR", "på"]


def test_each_text_has_its_own_languages() -> None:
    first, second = corrected_together(["han och hon", "han og"], Correcting().correct, Correcting().by_itself)
    assert first.languages == {"sv": 1.0}
    assert second.languages == {"sv": 0.5, "da": 0.5}


def test_what_is_long_is_corrected_alone_and_cuts_the_row() -> None:
    correcting = Correcting()
    long = "x" * SIZE
    found = corrected_together(["pa", "gar", long, "pa"], correcting.correct, correcting.by_itself)
    assert len(correcting.whole) == 1
    assert correcting.alone == [long, "pa"]
    assert [each.text for each in found][:2] == ["på", "går"]
