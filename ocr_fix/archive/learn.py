"""`ocrfix learn`: what the decisions of an archive teach, and the consent to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ocr_fix.archive.review.log import DecisionLog
from ocr_fix.archive.reviewed import (
    FINGERPRINT_SHOWN,
    decisions_folder,
    fingerprint_of,
    learnt_folder,
    review_folder,
)
from ocr_fix.archive.settings import state_folder
from ocr_fix.errors import InputError, OptionError
from ocr_fix.languages import load_language
from ocr_fix.review.decisions import Decision, read_decisions
from ocr_fix.review.learning import Learnt, Lesson, learn, lessons
from ocr_fix.wording import worded

_FILE = click.Path(path_type=Path)


@click.command("learn", short_help="What decisions teach for the other documents of an archive.")
@click.argument("target", metavar="DST")
@click.argument("files", metavar="[DECISIONS.json]...", nargs=-1, type=_FILE)
@click.option(
    "--accept", multiple=True, metavar="WHAT", help="Learn this, as it is listed; may be given several times."
)
@click.option("--accept-all", is_flag=True, help="Learn all that is listed.")
@click.option("--state", type=_FILE, metavar="FOLDER", help="Of journal and summary; default DST/.ocrfix.")
def learn_command(
    target: str, files: tuple[Path, ...], accept: tuple[str, ...], *, accept_all: bool, state: Path | None
) -> None:
    """List what the decisions on documents of DST teach: names and words that no list has, and what is misread.

    Decisions are those that were saved beside the journal and those of the files that are given. What is accepted goes
    into lists beside the journal, which later runs of `ocrfix batch` go by, and one that is at work from its next
    document on.
    """
    folder = state_folder(target, state)
    found = suggested(folder, files)
    unknown = set(accept) - {lesson.key for lesson in found}
    if unknown:
        raise OptionError(
            worded(
                "{unknown}: is not among what {target} may learn; give it as it is listed",
                unknown=", ".join(sorted(unknown)),
                target=target,
            )
        )
    taken = [lesson for lesson in found if accept_all or lesson.key in accept]
    if taken:
        learn(learnt_folder(folder), taken)
    for lesson in taken or found:
        click.echo(f"{worded('learnt') if taken else lesson.key}: {lesson}")
    if taken:
        click.echo(
            worded("run `ocrfix batch SRC {target}` again to correct by it; no page is read again", target=target),
            err=True,
        )
    elif not found:
        click.echo(worded("nothing to learn: no word and no misreading was decided more than once"), err=True)


def suggested(folder: Path, files: Sequence[Path] = ()) -> list[Lesson]:
    """What may be learnt and was not yet, the most frequent first.

    Args:
        folder: of the journal.
        files: of decisions beside those that were saved there.

    Raises:
        InputError: the folder is not there, or a file cannot be read or is not of the form.
    """
    if not folder.is_dir():
        raise InputError(worded("{folder}: is not there; give the folder that a batch was written to", folder=folder))
    language, learnt = load_language("sv"), Learnt.of(learnt_folder(folder))

    def is_word(word: str) -> bool:
        return language.knows(word) or language.is_compound(word)

    return [lesson for lesson in lessons(_decisions(folder, files), is_word) if not learnt.knows(lesson)]


def _decisions(folder: Path, files: Sequence[Path]) -> Iterator[Decision]:
    """What was decided, once for each place: also where it was saved in two ways, as when it was exported as well."""
    held: dict[tuple[object, ...], Decision] = {}
    saved = sorted(decisions_folder(folder).rglob("*.json"))
    for file in dict.fromkeys(each.resolve() for each in (*saved, *files)):
        decisions = read_decisions(file)
        held |= {_place(decisions.fingerprint, each): each for each in decisions.decisions}
    for log in sorted(review_folder(folder).glob("*.jsonl")):
        held |= {_place(fingerprint_of(log), each): each for each in DecisionLog(log, readonly=True).decisions()}
    yield from held.values()


def _place(fingerprint: str, decision: Decision) -> tuple[object, ...]:
    """What tells a place from all others; the log of a document is named by the beginning of its fingerprint alone."""
    where = (decision.page, decision.start, decision.read) if decision.word is None else (decision.word,)
    return fingerprint[:FINGERPRINT_SHOWN], *where
