"""What is decided of some documents repairs the others, when somebody consents."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from archive_runs import batch, status
from test_archive import run
from test_cli import in_process

from ocr_fix import Decision, Decisions, Document, Options, decisions_as_json, places
from ocr_fix.archive import Run, Settings
from ocr_fix.archive.review.documents import Reviewing
from ocr_fix.archive.run import Tally
from ocr_fix.archive.schedule import FileVerdict
from ocr_fix.languages import load_language
from ocr_fix.review.learning import Learnt, Lesson, learn, lessons

SENTENCES = (
    "Nämnden beslutade att bygga en ny skola vid torget.",
    "Avgiften för barnens vård höjdes inte under våren.",
    "Vägen till hamnen skall rustas upp före vintern.",
    "Sammanträdet avslutades klockan fyra på eftermiddagen.",
    "Skrivelsen lades till handlingarna utan vidare.",
    "Fastigheten vid sjön säljs till en granne.",
)
NAMED = "Ansökan kom från Wretlösa gård."
CONFUSED = (
    "Alla elever i byn reser hem till lunch.",
    "Han fyller hela hallen med stolar.",
    "De stallar som brann skall rivas.",
    "Hon gillar inte att kallas hit.",
)
"""Sentences with ll, which is read as U; and a name that no list has, whose e is read as c."""


def decision(read: str, becomes: str) -> Decision:
    return Decision(page=1, box=None, start=0, read=read, was=read, becomes=becomes)


def taught(*pairs: tuple[str, str]) -> list[Lesson]:
    language = load_language("sv")
    made = [decision(*pair) for pair in pairs]
    return lessons(made, lambda word: language.knows(word) or language.is_compound(word))


def test_words_that_no_list_has_are_suggested_when_they_come_again() -> None:
    pairs = [("Wretlosa,", "Wretlösa,"), ("Wretlösa", "Wretlösa"), ("Wrctlösa", "Wretlösa"), ("skolan", "skolan")]
    assert Lesson("Wretlösa", None, 3) in taught(*pairs, ("skolan", "skolan"))
    assert str(Lesson("Wretlösa", None, 3)) == "reviewed 3 times: Wretlösa is a name"
    assert taught(("Grantofta", "Grantofta")) == []  # once may be a slip


def test_what_is_misread_in_several_words_is_suggested() -> None:
    assert taught(("aUa", "alla"), ("heUer", "heller"), ("aUa", "alla")) == [Lesson("ll", "U", 3)]
    assert taught(("aUa", "alla"), ("aUa", "alla")) == []  # it may be that word
    assert Lesson("t", "", 2) in taught(("kor", "kort"), ("lät", "lätt"))
    assert taught(("ab cd", "abcd"), ("ef gh", "efgh")) == []


def test_what_is_learnt_is_added_to_the_lists_and_to_the_options(tmp_path: Path) -> None:
    assert Learnt.of(tmp_path / "learnt") == Learnt()
    learn(tmp_path / "learnt", [Lesson("Wretlösa", None, 3), Lesson("ll", "U", 4)])
    learn(tmp_path / "learnt", [Lesson("Grantofta", None, 2), Lesson("t", "", 2)])
    found = Learnt.of(tmp_path / "learnt")
    assert found == Learnt(("Wretlösa", "Grantofta"), (("ll", "U", 0.05), ("t", "", 0.05)))
    assert all(map(found.knows, [Lesson("Grantofta", None, 9), Lesson("ll", "U", 9)]))
    options = found.added_to(Options(words=("Grantofta",), confusions=(("ll", "U", 0.5),)))
    assert options.words == ("Grantofta", "Wretlösa")
    assert options.confusions == (("ll", "U", 0.5), ("t", "", 0.05))
    assert found.added_to(options) == options


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Fifty texts in which one name and one letter are always misread, and what was printed."""
    source, rng = tmp_path / "in", random.Random(18)
    source.mkdir()
    printed = {}
    for number in range(50):
        first, second = rng.sample(SENTENCES, 2)
        printed[f"{number:02}.txt"] = truth = f"{first} {NAMED} {rng.choice(CONFUSED)} {second}\n"
        (source / f"{number:02}.txt").write_text(_misread(truth), encoding="utf-8")
    return source, printed


def _misread(truth: str) -> str:
    sentences = truth.split(NAMED)
    return sentences[0] + NAMED.replace("Wretlösa", "Wrctlösa") + sentences[1].replace("ll", "U", 1)


def _right(target: Path, printed: dict[str, str], names: Iterable[str] | None = None) -> Iterator[str]:
    """The texts, of those names, that are what was printed."""
    for name in printed if names is None else names:
        truth = printed[name]
        if (target / name).read_text(encoding="utf-8").split() == truth.split():
            yield name


def _decide(target: Path, printed: dict[str, str], names: Sequence[str]) -> None:
    """Decide of documents what was printed in them."""
    for name in names:
        document = Document.from_dict(json.loads((target / name).with_suffix(".json").read_bytes()))
        truth = iter(printed[name].split())
        made = [place.decide(word) for place, word in zip(places(document), truth, strict=True) if place.text != word]
        file = target / ".ocrfix" / "decisions" / Path(name).with_suffix(".json")
        file.parent.mkdir(exist_ok=True)
        file.write_text(decisions_as_json(Decisions.of(document, made)), encoding="utf-8")


class _Consenting:
    """Decides of the first five documents of a run while it goes on, and consents to what that teaches."""

    def __init__(self, target: Path, printed: dict[str, str]) -> None:
        self._target = target
        self._printed = printed
        self.before: set[str] = set()
        self.listed = ""

    def surveyed(self, tally: Tally) -> None:
        pass

    def ticked(self, tally: Tally) -> None:
        pass

    def happened(self, event: object, tally: Tally) -> None:
        if isinstance(event, FileVerdict) and tally.ended == 5:
            self.before = {path.name for path in self._target.glob("*.txt")}
            assert list(_right(self._target, self._printed, self.before)) == []
            _decide(self._target, self._printed, sorted(self.before)[:5])
            self.listed = in_process("learn", self._target).stdout.decode()
            in_process("learn", self._target, "--accept", "Wretlösa", "--accept", "ll>U")


def test_decisions_on_five_documents_repair_the_rest_of_a_run_and_then_all(
    archive: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    source, printed = archive
    target, settings = tmp_path / "out", Settings(jobs=1, formats=("text", "json"))
    consenting = _Consenting(target, printed)
    Run(str(source), str(target), Options(), settings, [consenting]).go()
    assert "Wretlösa: reviewed 5 times: Wretlösa is a name" in consenting.listed
    assert "'ll' is read as 'U'" in consenting.listed
    # One task was at hand when somebody consented; whatever was begun after that goes by it.
    right = set(_right(target, printed))
    assert len(consenting.before) <= 7
    assert len(printed.keys() - consenting.before - right) <= 1
    assert in_process("learn", target, "--accept", "Wretlosa").returncode == 2
    assert "Wretlösa" not in in_process("learn", target).stdout.decode()
    run(source, target, settings)
    assert set(_right(target, printed)) == set(printed)
    assert status(target)["edited"] == []
    assert "50 done before" in batch(source, target, "--format", "text,json").stderr.decode()


def test_what_is_decided_in_two_ways_is_counted_once(archive: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    source, printed = archive
    for file in sorted(source.iterdir())[2:]:
        file.unlink()
    target = tmp_path / "out"
    run(source, target, Settings(jobs=1, formats=("text", "json")))
    _decide(target, printed, ["00.txt", "01.txt"])
    reviewed = next(each for each in Reviewing(str(target)).documents.values() if each.row.path == "00.txt")
    decided = json.loads((target / ".ocrfix" / "decisions" / "00.json").read_bytes())["decisions"]
    reviewed.save([{**each, "seen": 0, "withdrawn": False} for each in decided])
    assert "Wretlösa: reviewed 2 times: Wretlösa is a name" in in_process("learn", target).stdout.decode()
