"""`ocrfix batch`: clean a folder of documents."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import TypedDict, Unpack

import click
from rich.console import Console

from ocr_fix.archive.accounts.prometheus import Metrics
from ocr_fix.archive.accounts.run_display import LiveProgress, Log, PlainProgress, duration
from ocr_fix.archive.accounts.status import edited, print_status, status, status_as_json
from ocr_fix.archive.accounts.summary import Summary
from ocr_fix.archive.accounts.summary_html import as_html
from ocr_fix.archive.review.door import set_up
from ocr_fix.archive.run import Observer, Run, refuse_inside
from ocr_fix.archive.schedule import Bounds
from ocr_fix.archive.settings import Settings, state_folder
from ocr_fix.archive.storage.file_tree import STATE, is_url
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.archive.survey.estimate import Estimate, estimate
from ocr_fix.archive.survey.selection import Selection, kind_told
from ocr_fix.archive.thresholds import MIB
from ocr_fix.command.choices import Command, cleaning_options, format_option
from ocr_fix.options import Options
from ocr_fix.source.faults import one_line
from ocr_fix.system.files import write_atomically
from ocr_fix.wording import number, worded, worded_count

SOME_FAILED = 8
"""The exit code when some files could not be cleaned and the others were."""

NOTHING_TO_DO = 9
"""The exit code when the source holds no document."""

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
IN_SIGHT = "ocrfix-summary.html"
"""The summary where people see it, in the target."""

EXIT_CODES = """\b
Exit codes beside those of ocrfix:
  0    all documents are done; with --watch also where it was ended by SIGTERM
  8    some failed, or lack pages that could not be read; the others are done
  9    SRC holds no document
  130  interrupted; run again to go on
"""

_SHOWN = 20  # files that are listed

_BOUNDS = Bounds()


class _How(TypedDict):
    """What click hands over for `_batch_options`."""

    report: bool
    changes: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    depth: int | None
    hidden: bool
    jobs: int
    memory: int
    page_timeout: float
    file_timeout: float
    attempts: int
    retry_failed: bool
    checksum: bool
    put_aside: Path | None
    overwrite_edited: bool
    keep_readings: float
    readings: Path | None
    state: Path | None
    log: Path | None
    metrics: Path | None
    watch: bool
    settle: float
    cluster: str | None


def _batch_options(command: Command) -> Command:
    path = click.Path(path_type=Path)
    options = (
        click.option("--changes", is_flag=True, help="Beside each text its changes and doubts: x.changes.jsonl."),
        click.option("--report", is_flag=True, help="Beside each text a page to look at: x.report.html."),
        click.option("--include", multiple=True, metavar="PATTERN", help="Only files that match, as in .gitignore."),
        click.option("--exclude", multiple=True, metavar="PATTERN", help="No files and folders that match."),
        click.option("--depth", type=int, metavar="N", help="Folders deep: 1 is SRC alone."),
        click.option("--hidden", is_flag=True, help="Also names that begin with a dot."),
        click.option("-j", "--jobs", type=int, default=0, metavar="N", help="Worker processes; default one a core."),
        click.option(
            "--memory", type=int, default=0, metavar="MIB", help="For one worker; default a share of what is free."
        ),
        click.option(
            "--page-timeout", type=float, default=_BOUNDS.page_seconds, show_default=True, help="Seconds for one page."
        ),
        click.option(
            "--file-timeout",
            type=float,
            default=_BOUNDS.file_seconds,
            show_default=True,
            help="Seconds of work for one file; 0 for no limit.",
        ),
        click.option("--attempts", type=int, default=_BOUNDS.attempts, show_default=True, help="For each page."),
        click.option("--retry-failed", is_flag=True, help="Try again what failed in earlier runs."),
        click.option("--checksum", is_flag=True, help="Hash every file to see what has changed."),
        click.option(
            "--put-aside", type=path, metavar="FOLDER", help="Copy files that fail into this folder; try them no more."
        ),
        click.option(
            "--overwrite-edited",
            is_flag=True,
            help="Write outputs anew that somebody has edited; copies stay beside them, as in x.by-hand.txt.",
        ),
        click.option(
            "--keep-readings",
            type=float,
            default=Settings().keep_readings,
            show_default=True,
            metavar="GB",
            help="Keep so much of what was read for runs with other words, formats or versions; 0 for nothing.",
        ),
        click.option(
            "--readings",
            type=path,
            metavar="FOLDER",
            help="For what was read, shared by targets; default in --state.",
        ),
        click.option("--state", type=path, metavar="FOLDER", help="For journal and summary; default DST/.ocrfix."),
        click.option("--log", type=path, metavar="FILE", help="Append what happens to this file, as JSON lines."),
        click.option(
            "--metrics",
            type=path,
            metavar="FILE",
            help="Keep figures of the run in this file, for Prometheus (x.prom).",
        ),
        click.option("--watch", is_flag=True, help="Go on for files that arrive, until interrupted."),
        click.option("--settle", type=float, default=10.0, show_default=True, help="With --watch: seconds at rest."),
        click.option("--cluster", metavar="ADDRESS", help="Work on the Dask cluster of this scheduler."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("batch", epilog=EXIT_CODES, short_help="Clean every document of a folder into another folder.")
@click.argument("places", metavar="SRC DST", nargs=-1, required=True)
@format_option
@cleaning_options
@_batch_options
@click.option("--dry-run", is_flag=True, help="Say what would be done, and about how long it would take.")
@click.option("--status", "show_status", is_flag=True, help="Say how far it is; give DST alone.")
@click.option("--json", "as_json", is_flag=True, help="With --status: every file, as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def batch_command(
    places: tuple[str, ...],
    forms: tuple[str, ...],
    dry_run: bool,
    show_status: bool,
    as_json: bool,
    quiet: bool,
    options: Options,
    **how: Unpack[_How],
) -> None:
    """Clean every document of SRC into DST, which gets the same folders: a/b/scan.pdf becomes a/b/scan.txt.

    Run the same command again to go on where it was broken off: what is done is left, what has changed is done again.
    A document that cannot be cleaned is named and the others go on. SRC and DST are folders or, with the extra
    "remote", URLs such as s3://bucket/scans.
    """
    if show_status:
        _show_status(places, how["state"], as_json=as_json)
        return
    source, target = _two(places)
    settings = _settings(how, forms)
    if dry_run:
        _show_estimate(estimate(source, target, options, settings), settings)
        return
    refuse_inside(source, settings.log, settings.metrics)  # which are opened before the run is made
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with ExitStack() as stack:
        observers: list[Observer] = []
        if not quiet:
            live = console.is_terminal
            observers.append(stack.enter_context(LiveProgress(console)) if live else PlainProgress(_say))
        if settings.log is not None:
            observers.append(stack.enter_context(Log(settings.log)))
        if settings.metrics is not None:
            observers.append(stack.enter_context(Metrics(settings.metrics, target)))
        run = Run(source, target, options, settings, observers)
        with _stopped_by_signals(run) as heard:
            run.go()
    summary = status(target, settings.state)
    _publish(summary, target, run.state)
    if not quiet:
        _say(_last_words(summary, run))
    if settings.watch and heard == {signal.SIGTERM}:  # the end that one who watches is meant to come to
        return
    if run.stopped:
        sys.exit(INTERRUPTED)
    if not summary.total:
        if not quiet:
            _say(worded("ocrfix: {source}: holds no document; --include takes files of other names", source=source))
        sys.exit(NOTHING_TO_DO)
    if summary.failed:
        sys.exit(SOME_FAILED)


def _two(places: tuple[str, ...]) -> tuple[str, str]:
    if len(places) != 2:
        raise click.UsageError(worded("give two places, SRC and DST"))
    return places[0], places[1]


def _settings(how: _How, formats: tuple[str, ...]) -> Settings:
    return Settings(
        formats=formats,
        report=how["report"],
        changes=how["changes"],
        selection=Selection(how["include"], how["exclude"], how["depth"], how["hidden"]),
        jobs=how["jobs"],
        memory=how["memory"] * MIB,
        bounds=Bounds(how["attempts"], how["page_timeout"], how["file_timeout"]),
        retry_failed=how["retry_failed"],
        checksum=how["checksum"],
        put_aside=how["put_aside"],
        overwrite_edited=how["overwrite_edited"],
        keep_readings=how["keep_readings"],
        readings=how["readings"],
        state=how["state"],
        log=how["log"],
        metrics=how["metrics"],
        watch=how["watch"],
        settle=how["settle"],
        cluster=how["cluster"],
    )


@contextmanager
def _stopped_by_signals(run: Run) -> Iterator[set[int]]:
    """The first signal lets the pages at hand be finished; the second ends everything now. Gives those that came."""
    heard: set[int] = set()

    def handle(number: int, frame: FrameType | None) -> None:
        heard.add(number)
        if run.stopped:
            raise KeyboardInterrupt
        run.stop()
        _say(worded("ocrfix: finishing the pages at hand; once more to stop now"))

    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # What the caller has ignored stays so: nohup ignores SIGHUP.
    before = {each: signal.signal(each, handle) for each in signals if signal.getsignal(each) is not signal.SIG_IGN}
    try:
        yield heard
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _publish(summary: Summary, target: str, folder: Path) -> None:
    """Write the summary beside the journal, into a target that is elsewhere as well, and in plain sight there."""
    at_home = folder.resolve() == state_folder(target).resolve() and not is_url(target)
    beside = in_sight = ""
    if not is_url(target) and not is_url(summary.source):
        door = set_up(target, folder)
        beside = door.relative_to(folder).as_posix()
        in_sight = f"{STATE}/{beside}" if at_home else door.resolve().as_uri()
    page, facts = as_html(summary, door=beside), json.dumps(summary.to_dict(), ensure_ascii=False, indent=1) + "\n"
    write_atomically(folder / "summary.html", page)
    write_atomically(folder / "summary.json", facts)
    place = place_of(target)
    place.write(IN_SIGHT, as_html(summary, up="", door=in_sight).encode())
    if not at_home:
        place.write(f"{STATE}/summary.html", page.encode())
        place.write(f"{STATE}/summary.json", facts.encode())


def _last_words(summary: Summary, run: Run) -> str:
    page = run.state / "summary.html" if is_url(summary.target) else Path(summary.target) / IN_SIGHT
    tally = run.tally
    files = summary.files
    earlier = tally.fates["done"] + tally.same
    parts = [
        worded("{count} done", count=number(tally.states["done"] - tally.same)),
        worded("{count} done before", count=number(earlier)),
        worded("{bad} failed", bad=number(files.get("failed", 0))),
    ]
    if files.get("incomplete"):
        parts.append(worded_count("{count} lacks pages", "{count} lack pages", files["incomplete"]))
    if files.get("waiting"):
        parts.append(worded("{count} left to do", count=number(files["waiting"])))
    if tally.passed.kinds:
        parts.append(str(tally.passed))
    work = worded(
        "{pages} in {time}, at most {memory} MiB a worker",
        pages=worded_count("{count} page", "{count} pages", tally.pages),
        time=duration(tally.seconds),
        memory=number(tally.peak_bytes / MIB),
    )
    rate = worded("{pages} pages/min", pages=number(tally.pages_per_minute)) if tally.pages else ""
    told = [", ".join(parts), ", ".join(filter(None, (work, rate)))]
    if tally.left:
        told.append(worded("{count} edited by hand and left, see --status", count=number(tally.left)))
    if tally.copied:
        told.append(worded("{count} edited by hand and written anew, with copies", count=number(tally.copied)))
    return "; ".join([*told, worded("summary: {page}", page=page)])


def _show_status(places: tuple[str, ...], state: Path | None, *, as_json: bool) -> None:
    if len(places) != 1:
        raise click.UsageError(worded("--status takes DST alone"))
    if as_json:
        click.echo(status_as_json(places[0], state), nl=False)
    else:
        print_status(status(places[0], state), edited(places[0], state), Console(highlight=False, soft_wrap=True))


def _show_estimate(found: Estimate, settings: Settings) -> None:
    for item in found.to_do[:_SHOWN]:
        click.echo(f"{one_line(item.path)} -> {one_line(item.base)}")
    if len(found.to_do) > _SHOWN:
        click.echo(worded("and {count} more", count=number(len(found.to_do) - _SHOWN)))
    time = ""
    if found.seconds is not None:
        workers = worded_count("{count} worker", "{count} workers", settings.workers)
        time = worded(", about {time} with {workers}", time=duration(found.seconds), workers=workers)
    click.echo(
        worded(
            "{files} to clean ({size} MiB, about {pages}, {to_read} to be read){time}; {done} done, {failed} failed"
            " before",
            files=worded_count("{count} file", "{count} files", len(found.to_do)),
            size=number(found.size / MIB, 1),
            pages=worded_count("{count} page", "{count} pages", found.pages),
            to_read=number(found.to_read),
            time=time,
            done=number(found.fates["done"]),
            failed=number(found.fates["failed"]),
        )
    )
    for path, kind in found.passed.files[:_SHOWN]:
        click.echo(worded("passed over: {path}: {kind}", path=one_line(path), kind=kind_told(kind)))
    if found.passed.kinds:
        click.echo(str(found.passed))


def _say(line: str) -> None:
    click.echo(line, err=True)
