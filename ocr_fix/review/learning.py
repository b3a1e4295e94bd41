"""What decisions teach for documents that nobody has looked at: words that no list has, and what is misread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ocr_fix.correction import MAX_WIDTH
from ocr_fix.options import USUAL_SHARE, Options, UserConfusion, read_confusions, read_words
from ocr_fix.review.decisions import Decision
from ocr_fix.review.thresholds import THRESHOLDS
from ocr_fix.system.files import make_folder, write_atomically
from ocr_fix.wording import number, phrase, worded

WORDS = "words.txt"
CONFUSIONS = "confusions.txt"
"""The two lists, in the form of those of `--words` and `--confusions`, so that people may edit them."""

_T = THRESHOLDS


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something that decisions teach.

    Attributes:
        printed: a word, or what is printed where `read` stands.
        read: what is misread for it; None where it is a word.
        times: how often that was decided.
    """

    printed: str
    read: str | None
    times: int

    @property
    def key(self) -> str:
        """How a user names it: the word, or what is printed and what is read with ">" between."""
        return self.printed if self.read is None else f"{self.printed}>{self.read}"

    def __str__(self) -> str:
        if self.read is None:
            is_name = self.printed[:1].isupper()
            message = phrase("{printed} is a name") if is_name else phrase("{printed} is a word")
        elif not self.read:
            message = phrase("{printed!r} is lost")
        elif not self.printed:
            message = phrase("{read!r} is read where nothing is printed")
        else:
            message = phrase("{printed!r} is read as {read!r}")
        what = worded(message, printed=self.printed, read=self.read)
        return worded("reviewed {times} times: {what}", times=number(self.times), what=what)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What an archive has learnt, by somebody's consent.

    Attributes:
        words: as `Options.words`.
        confusions: as `Options.confusions`.
    """

    words: tuple[str, ...] = ()
    confusions: tuple[UserConfusion, ...] = ()

    @staticmethod
    def of(folder: Path) -> Learnt:
        """What stands in a folder; nothing where it is not there.

        Raises:
            OptionError: a list is not of its form.
        """
        words, confusions = folder / WORDS, folder / CONFUSIONS
        return Learnt(
            read_words(words) if words.exists() else (), read_confusions(confusions) if confusions.exists() else ()
        )

    def added_to(self, options: Options) -> Options:
        """The options with what was learnt, where they do not say it themselves."""
        told = {(printed, read) for printed, read, _ in options.confusions}
        confusions = tuple(each for each in self.confusions if each[:2] not in told)
        return replace(
            options,
            words=tuple(dict.fromkeys((*options.words, *self.words))),
            confusions=(*options.confusions, *confusions),
        )

    def knows(self, lesson: Lesson) -> bool:
        """Whether it was learnt already."""
        if lesson.read is None:
            return lesson.printed in self.words
        return (lesson.printed, lesson.read) in {(printed, read) for printed, read, _ in self.confusions}


def lessons(decisions: Iterable[Decision], is_word: Callable[[str], bool]) -> list[Lesson]:
    """What decisions teach that somebody may consent to, the most frequent first.

    A word is one that no list has and that was typed or confirmed more than once. A confusion is what was misread in
    more than one word.

    Args:
        decisions: of any documents.
        is_word: whether the language has a word.
    """
    words: Counter[str] = Counter()
    confusions: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for decision in decisions:
        words.update(set(_new_words(decision.becomes, is_word)))
        for printed, read, word in _confusions(decision):
            confusions[printed, read] += 1
            where[printed, read].add(word)
    found = [Lesson(word, None, times) for word, times in words.items() if times >= _T.least]
    found += [Lesson(*pair, times) for pair, times in confusions.items() if len(where[pair]) >= _T.least]
    return sorted(found, key=lambda lesson: (-lesson.times, lesson.key))


def learn(folder: Path, consented: Iterable[Lesson]) -> None:
    """Add lessons to the lists of a folder, whatever else stands in them.

    Raises:
        OutputError: they cannot be written.
    """
    make_folder(folder)
    consented = list(consented)
    words = [f"{each.printed}  # {each}" for each in consented if each.read is None]
    confusions = [
        f"{each.printed}\t{each.read}\t{USUAL_SHARE}  # {each}" for each in consented if each.read is not None
    ]
    for name, lines in ((WORDS, words), (CONFUSIONS, confusions)):
        if lines:
            before = (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else ""
            write_atomically(folder / name, before + "".join(f"{line}\n" for line in lines))


def _new_words(text: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    for token in text.split():
        word = _bare(token)
        if len(word) >= _T.shortest and word.replace("-", "").isalpha() and not is_word(word):
            yield word


def _confusions(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """What was printed, what was read for it, and in which word."""
    printed_words, read_words_ = decision.becomes.split(), decision.read.split()
    if len(printed_words) != len(read_words_):
        return
    for printed, read in zip(printed_words, read_words_, strict=True):
        for there, here in _differences(printed, read):
            if max(len(there), len(here)) <= MAX_WIDTH:
                yield there, here, printed


def _differences(printed: str, read: str) -> Iterator[tuple[str, str]]:
    """The stretches where two words differ, as short as they are."""
    parts: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(printed, read):
        if step.tag == "equal":
            continue
        part = (step.src_start, step.src_end, step.dest_start, step.dest_end)
        if parts and parts[-1][1] == part[0] and parts[-1][3] == part[2]:
            part = (parts[-1][0], part[1], parts.pop()[2], part[3])
        parts.append(part)
    yield from ((printed[start:end], read[first:last]) for start, end, first, last in parts)


def _bare(token: str) -> str:
    """A word without the marks around it."""
    letters: Sequence[int] = [at for at, each in enumerate(token) if each.isalnum()]
    return token[letters[0] : letters[-1] + 1] if letters else ""
