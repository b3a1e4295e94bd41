"""Compares what is there with what the journal knows: what is to be done, what is done, what failed for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from ocr_fix.archive.crew.outputs import BESIDE, ending_of, is_edited
from ocr_fix.archive.journal import Journal, JournalRow
from ocr_fix.archive.settings import Settings
from ocr_fix.archive.storage.file_tree import FileTree
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.archive.survey.selection import Item, PassedOver
from ocr_fix.errors import InputError
from ocr_fix.output import FORMATS

Standing = Literal["new", "changed", "waiting", "again", "done", "failed"]
"""new: never seen. changed: the file, or how it is to be cleaned. waiting: left by a run that was broken off. again: it
failed and is tried once more, or an output of it that somebody has edited is to be written anew. done and failed:
nothing is to be done, the latter also for what was put aside."""

TO_DO = frozenset({"new", "changed", "waiting", "again"})


@dataclass(frozen=True)
class Surveyor:
    """Decides what is to be done with each file.

    Attributes:
        target: where the outputs are.
        settings: of the run.
        fingerprint: of its plan.
    """

    target: FileTree
    settings: Settings
    fingerprint: str

    def fate(self, source: FileTree, item: Item, row: JournalRow | None, run: int = 0) -> Standing:
        """What is to be done with a file.

        Args:
            source: where it lies.
            item: as it was found.
            row: what the journal knows of it.
            run: the number of the run. What it has done already is not asked for again when it looks once more, as in a
                drop folder: neither another attempt nor an output that somebody has taken away.
        """
        if row is None:
            return "new"
        if row.state == "waiting":
            return "waiting"
        anew = row.run != run
        retried = self.settings.retry_failed and anew
        same = row.signature == item.signature and row.plan == self.fingerprint
        if row.state == "failed" and not retried and (same or _stays_aside(source, item, row)):
            return "failed"
        if not same:
            return "changed"
        # It failed, lacks pages or has some that were read more simply; or somebody has edited an output.
        if (row.error is not None and retried) or (self.settings.overwrite_edited and anew and self._is_edited(row)):
            return "again"
        return "changed" if anew and (self.settings.checksum or not self.intact(row)) else "done"

    def _is_edited(self, row: JournalRow) -> bool:
        return any(is_edited(self.target, output) for output in row.outputs)

    def intact(self, row: JournalRow) -> bool:
        """Whether the outputs of a file are there; not asked of a remote target, where each answer takes its time."""
        endings = {FORMATS[form].ending for form in self.settings.formats}
        endings |= {BESIDE[each] for each in self.settings.beside}
        asked = [each for each in row.outputs if ending_of(each.path) in endings]
        return not isinstance(self.target, LocalPlace) or all(self.target.exists(each.path) for each in asked)

    def survey(
        self,
        source: FileTree,
        journal: Journal,
        run: int,
        at_rest: Callable[[Item], bool],
        stopped: Callable[[], bool],
        passed: PassedOver | None = None,
    ) -> Counter[Standing]:
        """Note every file that is there in the journal; how many there are of each fate.

        Args:
            source: what is walked.
            journal: gets a row for each.
            run: the number of the run.
            at_rest: whether a file is to be taken now; one that is not is passed over.
            stopped: whether to break off.
            passed: gets what is there and no document.
        """
        fates: Counter[Standing] = Counter()
        for items in self.settings.selection.items(source, passed):
            for item in items:
                if not at_rest(item):
                    continue
                row = journal.find(item.path)
                if row is not None:
                    row = self._renamed(journal, row, item.base)
                fate = self.fate(source, item, row, run)
                fates[fate] += 1
                journal.found(run, item, wait=fate in TO_DO, anew=fate == "again")
            if stopped():
                break
        journal.commit()
        return fates

    def _renamed(self, journal: Journal, row: JournalRow, base: str) -> JournalRow:
        """Where a file has come or gone that would share an output, ours get the names that they have now."""
        names = [base + ending_of(output.path) for output in row.outputs]
        if names == [output.path for output in row.outputs]:
            return row
        for output, name in zip(row.outputs, names, strict=True):
            if name != output.path and self.target.exists(output.path) and not self.target.exists(name):
                self.target.move(output.path, name)
        outputs = tuple(output._replace(path=name) for output, name in zip(row.outputs, names, strict=True))
        journal.moved(row.path, base, outputs)
        return replace(row, base=base, outputs=outputs)


def _stays_aside(source: FileTree, item: Item, row: JournalRow) -> bool:
    """Whether a file was put aside and is still the same, whenever it was touched and whatever the options are."""
    if row.aside is None:
        return False
    with suppress(InputError, OSError):
        return item.signature == row.signature or source.digest(item.path) == row.aside
    return False
