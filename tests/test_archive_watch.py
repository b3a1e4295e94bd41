"""A folder that files arrive in, and the schedule that keeps the workers busy."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import Path

import pytest
from archive_runs import batch, begun, damaged_text, outputs, scan, status, until

from ocr_fix import Options
from ocr_fix.archive.crew.pool import Result
from ocr_fix.archive.crew.tasks import Finish, Finished, HasRead, Look, Looked, Read, Task, TaskValue
from ocr_fix.archive.journal import JournalRow
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.schedule import Bounds, FileVerdict, Schedule
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey import watch
from ocr_fix.archive.survey.selection import Item
from ocr_fix.archive.survey.watch import Settling


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 1000.0


@pytest.mark.slow
def test_files_that_arrive_are_taken_when_they_have_stopped_growing(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    settle = 2.0  # seconds
    metrics = tmp_path / "ocrfix.prom"
    with begun(source, target, "--watch", "--settle", str(settle), "--metrics", metrics) as run:
        until((target / ".ocrfix" / "journal.sqlite").exists, "the journal", run)
        with (source / "växer.txt").open("w", encoding="utf-8") as growing:
            for number in range(8):
                growing.write(damaged_text(number))
                growing.flush()
                written = time.monotonic()
                time.sleep(0.4)
                taken = bool(outputs(target))
                # A busy machine may have kept the test waiting for so long that the file was at rest.
                assert not taken or time.monotonic() - written > settle
        until(lambda: "växer.txt" in outputs(target), "the text of the file that has grown", run)
        assert "nummer 7" in (target / "växer.txt").read_text(encoding="utf-8")
        (source / "sen").mkdir()
        scan(source / "sen" / "sida.png", 4)
        until(lambda: "sen/sida.txt" in outputs(target), "the text of the file that came late", run)
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 0
    assert status(target)["files"] == {"total": 2, "done": 2}
    told = metrics.read_text(encoding="utf-8")
    assert f'ocrfix_batch_files_total{{target="{target}",state="done"}} 2\n' in told
    assert f'ocrfix_batch_running{{target="{target}"}} 0\n' in told


@pytest.mark.slow
def test_what_a_watching_run_has_done_it_does_not_do_again(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "tom.pdf").touch()
    (source / "a.txt").write_text(damaged_text(1), encoding="utf-8")
    log = tmp_path / "log"
    with begun(source, target, "--watch", "--settle", "0.4", "--retry-failed", "--checksum", "--log", log) as run:
        until(lambda: "a.txt" in outputs(target), "the text", run)
        (target / "a.txt").unlink()  # fetched by whoever uses it
        until(lambda: log.read_text(encoding="utf-8").count('"surveyed"') >= 8, "several looks", run)
        (source / "b.txt").write_text(damaged_text(2), encoding="utf-8")
        until(lambda: "b.txt" in outputs(target), "the text of the file that came late", run)
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 0
    assert set(outputs(target)) == {"b.txt"}
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    ended = Counter(event["file"] for event in events if event["event"] == "file")
    assert ended == {"tom.pdf": 1, "a.txt": 1, "b.txt": 1}
    batch(source, target, code=8)
    assert set(outputs(target)) == {"a.txt", "b.txt"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(watch, "monotonic", lambda: made.now)
    return made


def test_a_file_that_changes_must_rest_anew(clock: Clock) -> None:
    settling = Settling(2)
    small, large = Item("a", Signature(1, "x"), "a"), Item("a", Signature(2, "y"), "a")
    assert not settling.at_rest(small)
    clock.now += 1.5
    assert not settling.at_rest(large)
    clock.now += 1.5
    assert not settling.at_rest(large)
    clock.now += 1
    assert settling.at_rest(large)
    assert settling.at_rest(large)  # and need not prove it again
    assert not settling.at_rest(small)


def test_a_folder_that_takes_long_to_list_is_listed_less_often(clock: Clock) -> None:
    settling = Settling(2)
    assert settling.is_due
    settling.looked(0.1)
    clock.now += 0.9
    assert not settling.is_due
    clock.now += 0.2
    assert settling.is_due
    settling.looked(0.5)
    clock.now += 4
    assert not settling.is_due
    clock.now += 1
    assert settling.is_due
    assert not Settling(0).is_due


class Clerk:
    """A crew that does tasks at once, and counts them: of each file the pages that its name says."""

    def __init__(self, capacity: int) -> None:
        self.capacity = self.workers = capacity
        self.peak_bytes = self.lost = 0
        self.order: list[str] = []
        self.tasks: deque[Task] = deque()

    def submit(self, task: Task, seconds: float) -> None:
        self.tasks.append(task)

    def results(self, timeout: float) -> list[Result]:
        task = self.tasks.popleft()
        if isinstance(task, Look):
            pages = int(task.path.partition("-")[0])
            value: TaskValue = Looked(task.path, "image", tuple(range(1, pages + 1)))
        elif isinstance(task, Read):
            self.order.append(task.path)
            value = HasRead(b"", None)
        else:
            assert isinstance(task, Finish)
            value = Finished((), len(task.numbers), 0, None, 0, 0, 0, None, {}, {}, {}, 0, 0)
        return [Result(task, value, 0.1)]

    def have(self, key: str) -> set[int]:
        return set()

    def drop(self, key: str, number: int | None = None) -> None:
        pass

    def close(self) -> None:
        pass


def carried_out(crew: Clerk, names: list[str], bounds: Bounds) -> tuple[list[JournalRow], dict[int, float]]:
    """What became of each file, in that order, and how long looking at a file of so many bytes was allowed to take."""
    rows = deque(JournalRow(name, Signature(number * 2**20, ""), name) for number, name in enumerate(names))
    schedule = Schedule(
        Plan("in", "out", Options()),
        crew,
        lambda: rows.popleft() if rows else None,
        bounds,
        lambda _: False,
        lambda _: False,
        lambda _: None,
    )
    ended: list[JournalRow] = []
    looked: dict[int, float] = {}
    while True:
        while schedule.at_hand < crew.capacity and (task := schedule.next()):
            crew.submit(*task)
            if isinstance(task[0], Look):
                looked[task[0].signature.size] = task[1]
        if not schedule.at_hand:
            break
        for result in crew.results(0):
            ended += [event.row for event in schedule.take(result) if isinstance(event, FileVerdict)]
    assert schedule.is_idle
    return ended, looked


def test_a_thick_file_starves_no_others_and_has_the_whole_crew_at_the_end() -> None:
    names = ["900-thick", *(f"1-{number:03}" for number in range(100))]
    crew = Clerk(2)
    ended, looked = carried_out(crew, names, Bounds())
    assert Counter(row.path for row in ended) == Counter(names)
    assert ended[-1].path == "900-thick"
    assert looked[100 * 2**20] - looked[0] == pytest.approx(100)  # a large file may take longer to be opened
    assert looked[0] == Bounds().page_seconds
    thick_before_last_thin = crew.order[: crew.order.index("1-099")].count("900-thick")
    assert 20 <= thick_before_last_thin <= 110  # it has its turn among four files at work, and no more


def test_a_file_that_takes_too_much_work_in_all_fails_alone() -> None:
    crew = Clerk(2)  # whose pages take a tenth of a second each
    ended, _ = carried_out(crew, ["900-thick", "30-thin", "1-sheet"], Bounds(file_seconds=5.0))
    by_name = {row.path: row for row in ended}
    assert {name: row.state for name, row in by_name.items()} == {
        "900-thick": "failed",
        "30-thin": "done",
        "1-sheet": "done",
    }
    assert by_name["900-thick"].error == "took longer than 5 s of work in all"
    assert 50 <= crew.order.count("900-thick") <= 53  # what was at hand when it was given up is lost
    assert {row.state for row in carried_out(Clerk(2), ["900-thick"], Bounds(file_seconds=0))[0]} == {"done"}
