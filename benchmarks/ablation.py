"""What each step and rule of recognition is worth: the whole program without one after another.

    OMP_THREAD_LIMIT=1 python -m benchmarks.ablation [--seeds N ...] [--strips N ...] [--simulated N ...] [FILE ...]

Reads the pages of `page_kinds`, the strips of `prepared_pages` and `mended_pages` and the twenty scans of `simulated`
with the seeds that are named, and files, or those in folders, with their truths beside them as NAME.truth.txt or
expected.txt; then corrects them. Tesseract reads each picture
once, and steps are done once for the same pages. Prints a table: pages that come out with other words, marks or notes
without a step; how many more (+) or fewer words are wrong without it; the same of numbers that the truth has not, and
of those of them that are not listed as doubtful; processor time that the step takes a page, Tesseract's in it; and
lines of code that nothing else needs, but for its numbers.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import regex
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks import mended_pages, page_kinds, prepared_pages
from benchmarks.code_lines import lines_of_none_but
from benchmarks.simulated.recipes import RECIPES
from benchmarks.sweep_pages import KEPT, KeptReadings
from benchmarks.sweep_strips import Remembered
from ocr_fix import Cleaner, Options
from ocr_fix.document import Document, Page, PageImage
from ocr_fix.recognition.engines.engine import Engine
from ocr_fix.recognition.engines.own_model import STOCK
from ocr_fix.recognition.left_out.reading import WithLeftOut
from ocr_fix.recognition.missed import completing
from ocr_fix.recognition.missed.completing import Completed
from ocr_fix.recognition.preparation.ruling.removal import Unruled
from ocr_fix.recognition.preparation.treatment import cues_of
from ocr_fix.recognition.reader import Reader, models_for
from ocr_fix.recognition.rules import RULES
from ocr_fix.source import open_source

_PACKAGE = "ocr_fix.recognition"
_LEADER = regex.compile(r"[.·…]{3,}|[^\p{L}\p{N}]*[.]{4,}")
_NUMBER = regex.compile(r"\d")


class Case(NamedTuple):
    """Pages and what is on them."""

    name: str
    pages: list[PageImage]
    truth: str


class Left(NamedTuple):
    """What is done without, and how.

    Attributes:
        what: is replaced, as "module:name" below recognition.
        by: what takes its place.
        step: of the reader, in which it is asked; itself where that is nothing.
        also: definitions that would go, where that is not just what is replaced.
    """

    what: str
    by: object
    step: str = ""
    also: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What comes out of a case: a digest of its pages, and counts of words and of numbers that the truth has not."""

    pages: str
    words: list[str]
    wrong: int
    false: int
    untold: int


def _same(page: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
    return page


def _never(*_: object, **__: object) -> bool:
    return False


def _always(*_: object, **__: object) -> bool:
    return True


def _none(*_: object, **__: object) -> None:
    return None


def _nothing(*_: object, **__: object) -> list[Any]:
    return []


def _empty(page: PageImage, *_: object) -> PageImage:
    """A picture that nothing is read of."""
    return replace(page, image=Image.new("L", (64, 64), 255))


_RULING, _AGAIN, _MISSED = "preparation.ruling.removal", "again.numbers", "missed.completing"
_LEFT_OUT, _DASHES, _JOINED = "left_out.reading", "signs.dashes", "signs.joined"
_NONE = regex.compile(r"(?!)")  # nothing is so


def _read_once(rows: Sequence[Any], sheet: Any, read: Any, is_word: Any) -> Any:  # noqa: ANN401
    """What is read of missed rows in the first treatment alone."""
    once = sheet(list(rows), False) if rows else None
    tried = zip(rows, once.words_of(read(once.picture())), strict=True) if once is not None else ()
    found = [(row, words, completing.is_sure(words, is_word)) for row, words in tried]
    return [(row, words) for row, words, sure in found if sure], [
        (row, [words]) for row, words, sure in found if not sure
    ]


STEPS: dict[str, Left] = {
    "blank pages": Left("reader:is_blank", _never, also=("preparation.blank:is_blank",)),
    "negatives": Left("reader:positive", _same, also=("preparation.grounds.negative:positive",)),
    "bands": Left("reader:without_bands", _same, also=("preparation.grounds.bands:without_bands",)),
    "stains": Left("reader:without_stains", _same, also=("preparation.grounds.stains:without_stains",)),
    "facing pages": Left("reader:facing", lambda _: None, also=("preparation.facing:facing",)),
    "blur": Left("reader:treated", _same, also=("preparation.treatment:treated",)),
    "· more of it for grain and specks": Left("preparation.treatment:_blur_radius", lambda *_, **__: 0.8, "treated"),
    "threshold by place": Left("reader:cues_of", lambda image: replace(cues_of(image), uneven=False)),
    "straightening": Left("reader:skew_of", lambda _: 0.0, also=tuple(
        f"preparation.skew:{name}" for name in ("skew_of", "straightened", "slanted"))),
    "rules on letters": Left("reader:without_ruling", Unruled, also=(f"{_RULING}:without_ruling",)),
    "· boxes around words": Left(f"{_RULING}:_frames", _nothing, "without_ruling"),
    "· rules that go on": Left(f"{_RULING}:_with_what_goes_on", _same, "without_ruling"),
    "· only what is drawn": Left("preparation.ruling.detection:_is_drawn", _always, "without_ruling"),
    "led entries": Left("reader:closed_up", lambda page: (page, []), also=(
        "led.closing_up:closed_up", "led.closing_up:opened_up")),
    "turning": Left("reader:may_be_turned", _never, also=(
        "preparation.orientation:may_be_turned", "preparation.orientation:turned")),
    "second treatments": Left("reader:is_poor", _never, also=(
        "preparation.treatment:softened", "preparation.treatment:thickened", "judgement:worth", "judgement:is_sure")),
    "· the other blur": Left("reader:smoothed", _empty),
    "· the strongest blur": Left("reader:softened", _empty),
    "· thickened": Left("reader:thickened", _empty),
    "boxes as high as their ink": Left("reader:fitted", _same, also=("fitted:fitted",)),
    "missed rows": Left("reader:completed", lambda page, *_: Completed(page, ()), also=(
        f"{_MISSED}:completed", "missed.telling:told")),
    "· read once more": Left(f"{_MISSED}:_read", _read_once, "completed"),
    "· words that give way": Left(f"{_MISSED}:_is_doubted", _never, "completed"),
    "· rows in the place of words": Left(f"{_MISSED}:_is_better", lambda _, before, __: not before, "completed"),
    "· not from behind": Left(f"{_MISSED}:_not_mirrored", lambda rows, *_: list(rows), "completed"),
    "numbers read again": Left("reader:with_numbers_read_again", _same, also=(f"{_AGAIN}:with_numbers_read_again",)),
    "· though the engine is sure": Left(f"{_AGAIN}:contradicted", lambda *_: {}, "with_numbers_read_again"),
    "· what others have as choices": Left(f"{_AGAIN}:_with_choice", _same, "with_numbers_read_again"),
    "left out on lines": Left("reader:with_left_out", lambda page, *_: WithLeftOut(page), also=(
        f"{_LEFT_OUT}:with_left_out",)),
    "· small figures above": Left("left_out.pieces:_raised", _nothing, "with_left_out"),
    "· before and behind": Left("left_out.pieces:_apart", _nothing, "with_left_out"),
    "· columns taken for lines": Left(f"{_LEFT_OUT}:_is_upended", _never, "with_left_out"),
    "· one kind of figures": Left(f"{_LEFT_OUT}:_with_plain_figures", _same, "with_left_out"),
    **{rule: Left(f"rules:{rule}", _same, "mended") for rule in RULES},
    "dashes: lost minuses": Left(f"{_DASHES}:_with_lost_minuses", _same, "mended"),
    "dashes: hyphens of the page": Left(f"{_DASHES}:hyphen_of", _none, "mended"),
    "dashes: type of one width": Left(f"{_DASHES}:pitch_of", _none, "mended"),
    "joined: what touches": Left(f"{_JOINED}:_touches", _never, "mended"),
    "joined: signs": Left(f"{_JOINED}:_is_signed", _never, "mended"),
    "joined: in step": Left(f"{_JOINED}:_in_step", _never, "mended"),
    "joined: amounts": Left(f"{_JOINED}:_with_amounts", _same, "mended"),
    "quotes: curled": Left("signs.quotes:_curled", _same, "mended"),
    "quotes: straightened": Left("signs.quotes:_straightened", _same, "mended"),
    "counts: numerals": Left("signs.counts:_counted_in_numerals", lambda line: line.words, "mended"),
    "cell rules: strokes": Left("preparation.ruling.cell_rules:_STROKE", _NONE, "mended"),
    "cell rules: within words": Left("preparation.ruling.cell_rules:_AMONG", _NONE, "mended"),
    "layers: ink beside them": Left("reader:beside", _none, also=(
        "layers.uncovered:beside", "layers.uncovered:with_beside")),
    "layers: held against the page": Left("reader:is_strange", _never, also=(
        "layers.layer_check:is_strange", "layers.layer_check:verdict_on")),
    "layers: a second witness": Left("reader:fused_with_layer", _same, also=("layers.text_layer:fused_with_layer",)),
    "layers: kept where they know more": Left("reader:knows_more", _never, also=("layers.text_layer:knows_more",)),
}  # fmt: skip
"""All that can be left out, by names; "·" is a part of what stands above."""


class TimedReadings(KeptReadings):
    """An engine that reads each picture once, and knows what that took.

    Attributes:
        seconds: of processor time that all readings took that were asked for.
        own: those of it that were spent here and now.
    """

    seconds = 0.0
    own = 0.0

    def _kept(self, page: PageImage, what: object, read: Callable[[Engine], object]) -> Any:  # noqa: ANN401
        def timed(engine: Engine) -> tuple[object, float]:
            begun = _seconds()
            found = read(engine)
            took = _seconds() - begun
            self.own += took
            return found, took

        found, took = super()._kept(page, ("timed", what), timed)
        self.seconds += took
        return found


class TimedSteps(Remembered):
    """The steps of the reader, each done once for the same pages, and what they took when all were done."""

    def __init__(self, engine: TimedReadings) -> None:
        self._engine = engine
        self.seconds: dict[str, float] = defaultdict(float)
        super().__init__(())
        for name, rule in [*RULES.items()]:
            RULES[name] = self._timed(name, rule)

    @property
    def results(self) -> dict[str, Any]:
        """What was done so far."""
        return dict(self._results)

    @results.setter
    def results(self, done: dict[str, Any]) -> None:
        self._results = done

    def forget(self) -> None:
        """Of a case all that was done."""
        self._results.clear()
        self._digests.clear()

    def _wrapped(self, step: str, done: Callable[..., object]) -> Callable[..., object]:
        return super()._wrapped(step, self._timed(step, done))

    def _timed(self, step: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: object, **named: object) -> object:
            begun, read_before = _seconds(), self._engine.seconds
            own = self._engine.own
            found = done(*given, **named)
            # What was read here and now is in both; what was kept is in the second alone.
            self.seconds[step] += _seconds() - begun - (self._engine.own - own) + self._engine.seconds - read_before
            return found

        return timed


def _seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Ablation:
    """The whole program, with all steps or without one."""

    def __init__(self, kept: Path) -> None:
        (kept / "readings").mkdir(parents=True, exist_ok=True)
        self.engine = TimedReadings(kept / "readings", sys.maxsize)
        self.steps = TimedSteps(self.engine)
        self._reader = Reader((STOCK,), engine=self.engine)
        self._reader._models = models_for((STOCK,), own=True)
        self._reader._checked = True
        self._cleaner = Cleaner(Options())
        self._finished: dict[str, Document] = {}

    def outcomes(self, case: Case, chosen: Iterable[str]) -> Iterator[tuple[str, Outcome]]:
        """What comes out of a case with all steps, named nothing, and without each of those chosen."""
        self.steps.forget()
        self._finished.clear()
        yield "", self._outcome(case)
        measured = dict(self.steps.seconds)
        for name in chosen:
            left = STEPS[name]
            self.steps.live = frozenset({left.step} if left.step else ())
            done = self.steps.results
            with ExitStack() as stack:
                module, _, attribute = left.what.partition(":")
                if module == "rules":
                    stack.enter_context(patch.dict(RULES, {attribute: left.by}))
                else:
                    stack.enter_context(patch.object(import_module(f"{_PACKAGE}.{module}"), attribute, left.by))
                yield name, self._outcome(case)
            self.steps.live = frozenset()
            self.steps.results = done
        self.steps.seconds = defaultdict(float, measured)

    def _outcome(self, case: Case) -> Outcome:
        pages = [self._reader.read(page) for page in case.pages]
        key = repr(pages)
        if key not in self._finished:
            self._finished[key] = self._cleaner.finish(case.name, "image", pages)
        document = self._finished[key]
        words, truth = words_of(document.text), words_of(case.truth)
        false = Counter(word for word in words if _NUMBER.search(word)) - Counter(truth)
        told = Counter(word for doubt in document.doubts for word in doubt.after.split()) if false else Counter[str]()
        return Outcome(
            _told(pages), words, int(Levenshtein.distance(words, truth)), false.total(), (false - told).total()
        )


def _told(pages: Sequence[Page]) -> str:
    """What a user sees of pages: words, marks and notes."""
    words = [
        (word.text, word.edit) for page in pages for block in page.blocks for line in block.lines for word in line.words
    ]
    return repr((words, [page.note for page in pages]))


def words_of(text: str) -> list[str]:
    """The words of a text, without leaders."""
    return _LEADER.sub(" ", text).split()


def own_cases(
    seeds: Sequence[int], strips: Sequence[int], simulated: Sequence[int], parts: Sequence[str]
) -> Iterator[Case]:
    """The pages that are made for it, with these seeds, whose names have one of these parts."""
    for seed in seeds:
        for made in page_kinds.pages(seed, parts):
            yield Case(f"{made.name} {seed}", [PageImage(1, made.image, made.dpi)], made.truth)
    for seed in strips:
        for strip in chain(prepared_pages.strips(seed, parts), mended_pages.strips(seed, parts)):
            page = PageImage(1, strip.image, strip.dpi, layer=strip.layer, is_scan=strip.is_scan)
            yield Case(f"{strip.name} {seed}", [page], " ".join(strip.words))
    for seed in simulated:
        for recipe in RECIPES:
            if any(part in recipe.name for part in parts):
                scan = recipe.make(seed)
                yield Case(f"{recipe.name} {seed}", _pictures(scan.content), scan.truth)


def cases_of(paths: Iterable[Path]) -> Iterator[Case]:
    """Files with their truths, or those in folders; only pages that are pictures."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            truth = next((each for each in (file.with_name(f"{file.stem}.truth.txt"), file.with_name("expected.txt"))
                          if each.exists()), None)  # fmt: skip
            if truth is None or file.suffix not in {".pdf", ".png", ".jpg", ".tif", ".bmp", ".webp"}:
                continue
            if pages := _pictures(file):
                yield Case(f"{file.parent.name}/{file.name}", pages, truth.read_text(encoding="utf-8"))


def _pictures(file: Path | bytes) -> list[PageImage]:
    with open_source(file) as source:
        return [page for page in source.pages() if isinstance(page, PageImage)]


def table(found: dict[str, dict[str, list[Any]]], seconds: dict[str, float], pages: int) -> Iterator[str]:
    """What was found, in Markdown."""
    yield "| without | pages that differ | wrong words | false numbers | of these not told | s a page | lines |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, left in STEPS.items():
        pairs = [(of[""], of[name]) for of in found.values() if name in of]
        if not pairs:
            continue
        differ = sum(own[0] != now[0] for own, now in pairs)
        more = [sum(now[at] - own[at] for own, now in pairs) for at in (1, 2, 3)]
        module, _, attribute = left.what.partition(":")
        gone = {
            (f"{_PACKAGE}.{where}", what)
            for where, _, what in (each.partition(":") for each in left.also or [left.what])
        }
        step = seconds.get(attribute if module in {"rules", "reader"} else "")
        took = "" if step is None else f"{step / max(1, pages):.3f}"
        lines = lines_of_none_but({_defined(_ORIGINAL[name])} if module == "rules" else gone) or ""
        yield f"| {name} | {differ} | {more[0]:+} | {more[1]:+} | {more[2]:+} | {took} | {lines} |"


def _defined(rule: Callable[..., Page]) -> tuple[str, str]:
    """Where a rule is defined, or what it calls where it has no name."""
    called: Any = rule.__globals__[rule.__code__.co_names[0]] if rule.__name__ == "<lambda>" else rule
    return called.__module__, called.__name__


_ORIGINAL = dict(RULES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path, help="files with truths, or folders of such")
    options.add_argument("--seeds", nargs="*", type=int, default=[], help="of pages of all kinds")
    options.add_argument("--strips", nargs="*", type=int, default=[], help="of parts of pages that need preparation")
    options.add_argument("--simulated", nargs="*", type=int, default=[], help="of whole simulated scans")
    options.add_argument("--parts", nargs="+", default=[""], help="only pages named so")
    options.add_argument("--only", nargs="+", default=[""], metavar="PART", help="only steps named so")
    options.add_argument("--kept", type=Path, default=KEPT, help="folder for what was read")
    options.add_argument("--verbose", action="store_true", help="tell each case that differs")
    asked = options.parse_args(arguments)
    ablation = Ablation(asked.kept)
    chosen = [name for name in STEPS if any(part in name for part in asked.only)]
    found: dict[str, dict[str, list[Any]]] = {}
    pages = 0
    for case in chain(own_cases(asked.seeds, asked.strips, asked.simulated, asked.parts), cases_of(asked.files)):
        pages += len(case.pages)
        of = found[case.name] = {}
        own: Outcome | None = None
        for name, outcome in ablation.outcomes(case, chosen):
            of[name] = [outcome.pages, outcome.wrong, outcome.false, outcome.untold]
            own = own or outcome
            if asked.verbose and outcome.words != own.words:
                told = "; ".join(_changes(own.words, outcome.words))
                print(f"{case.name} without {name}: {outcome.wrong - own.wrong:+}: {told:.300}", file=sys.stderr)
        print(f"{case.name}: {of[''][1:]}", file=sys.stderr, flush=True)
    wrong, false, untold = (sum(of[""][at] for of in found.values()) for at in (1, 2, 3))
    print(f"{len(found)} documents, {pages} pages: {wrong} wrong words, {false} false numbers, {untold} not told.\n")
    print("\n".join(table(found, ablation.steps.seconds, pages)))
    return 0


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for each in Levenshtein.opcodes(before, after):
        if each.tag != "equal":
            old, new = before[each.src_start : each.src_end], after[each.dest_start : each.dest_end]
            yield f"{' '.join(old)} -> {' '.join(new)}"


if __name__ == "__main__":
    sys.exit(main())
