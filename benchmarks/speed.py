"""How fast the systems are beside each other, measured in turns (A B C A B C …) in one run on one machine.

Times depend on the machine and on what else it does; ratios within one repeat hardly do, so those are reported.
Every system works on one core: one process, one thread, one job at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from benchmarks.documents import Document, Group, head
from benchmarks.results import PageSpeedRow, ProcessRow, TextSpeedRow
from benchmarks.systems import System, Usage, Worker, run_once

TEXTS: dict[str, tuple[Group, ...]] = {
    "damaged": ("legacy", "english-model"),
    "near-clean": ("real",),
    "clean": ("clean",),
}
"""Texts that ask different things of a corrector: one word in three wrong, one in fifty, none."""
RUNNING = "clean, long"
"""Running text of the corpora, where they are there: none wrong, as long as a book."""

REFERENCE = "symspell_same"
"""SymSpell with the same words: what speeds on texts are compared with."""
PROCESS_REFERENCE = "symspell"
MAX_PAGES = 8
"""Scans are timed on the first documents of each source up to this many pages."""

Key = TypeVar("Key")


class Turn(NamedTuple):
    """What is timed in one turn of one repeat."""

    system: System
    texts: str
    state: str


def time_texts(
    documents: Sequence[Document],
    systems: Sequence[System],
    repeats: int,
    work: Path,
    *,
    long_text: str = "",
    earlier: str = "",
) -> list[TextSpeedRow]:
    """Words per second of the work alone, data already loaded.

    A system that keeps something from one text to the next (`System.keeps`) is timed twice: cold in a process that
    has read nothing, warm in one that has read the other texts and much running text, nothing of which it is timed on.

    Args:
        documents: texts; scans among them are passed over.
        systems: those that read texts.
        repeats: how often each is timed.
        work: folder for the joined texts and the outputs.
        long_text: more to time.
        earlier: what a warm system has read before, beside the other texts.
    """
    texts = {name: _joined(documents, groups) for name, groups in TEXTS.items()}
    texts[RUNNING] = long_text
    texts = {name: text for name, text in texts.items() if text}
    before = {**texts, "earlier": earlier}
    turns = [
        Turn(system, name, state)
        for name in texts
        for system in systems
        for state in (("cold", "warm") if system.keeps and len(texts) > 1 else ("cold",))
    ]
    usages: dict[Turn, list[Usage]] = {turn: [] for turn in turns}
    with ExitStack() as running:
        steady = {
            system.name: running.enter_context(Worker(system)) for system in systems if turns and not system.keeps
        }
        for _ in range(repeats):
            for turn in turns:
                source = _cut(work, turn.texts, texts[turn.texts], turn.system.speed_words)
                target = work / "out.txt"
                if turn.system.name in steady:
                    usages[turn].append(steady[turn.system.name].run(source, target))
                    continue
                with Worker(turn.system) as worker:
                    if turn.state == "warm":
                        for other, text in before.items():
                            if text and other != turn.texts:
                                worker.run(_cut(work, other, text, len(text)), target)
                    usages[turn].append(worker.run(source, target))
    words = {turn: len(head(texts[turn.texts], turn.system.speed_words).split()) for turn in turns}
    rates = {turn: [words[turn] / usage.seconds for usage in taken] for turn, taken in usages.items()}
    cpu_rates = {turn: [words[turn] / usage.cpu_seconds for usage in taken] for turn, taken in usages.items()}
    reference = {turn.texts: turn for turn in turns if turn.system.name == REFERENCE}
    return [
        {
            "system": turn.system.name,
            "texts": turn.texts,
            "state": turn.state,
            "words": words[turn],
            "seconds": [usage.seconds for usage in taken],
            "cpu_seconds": [usage.cpu_seconds for usage in taken],
            "words_per_second": median(rates[turn]),
            "ratio": paired_ratio(rates[turn], rates, reference.get(turn.texts)),
            "cpu_ratio": paired_ratio(cpu_rates[turn], cpu_rates, reference.get(turn.texts)),
            "peak_bytes": max(usage.peak_bytes for usage in taken),
        }
        for turn, taken in usages.items()
    ]


def time_processes(
    documents: Sequence[Document], systems: Sequence[System], repeats: int, work: Path
) -> list[ProcessRow]:
    """Whole processes on the damaged texts: start, loading, work, end, as a caller without a library sees it."""
    text = _joined(documents, TEXTS["damaged"])
    usages: dict[str, list[Usage]] = {system.name: [] for system in systems if text}
    words = {system.name: len(head(text, system.speed_words).split()) for system in systems}
    for _ in range(repeats if text else 0):
        for system in systems:
            source = _cut(work, "damaged", text, system.speed_words)
            usages[system.name].append(run_once(system, source, work / "out.txt"))
    rates = {name: [words[name] / usage.seconds for usage in taken] for name, taken in usages.items()}
    cpu_rates = {name: [words[name] / usage.cpu_seconds for usage in taken] for name, taken in usages.items()}
    return [
        {
            "system": name,
            "words": words[name],
            "seconds": [usage.seconds for usage in taken],
            "words_per_second": median(rates[name]),
            "ratio": paired_ratio(rates[name], rates, PROCESS_REFERENCE),
            "cpu_ratio": paired_ratio(cpu_rates[name], cpu_rates, PROCESS_REFERENCE),
            "cores": median(usage.cpu_seconds / usage.seconds for usage in taken),
            "peak_bytes": max(usage.peak_bytes for usage in taken),
        }
        for name, taken in usages.items()
    ]


def time_pages(
    documents: Sequence[Document], systems: Sequence[System], repeats: int, work: Path
) -> list[PageSpeedRow]:
    """Seconds per page of whole processes on scans, one process a document."""
    chosen = first_pages(documents, MAX_PAGES)
    usages: dict[str, list[list[Usage]]] = {system.name: [] for system in systems if chosen}
    for _ in range(repeats if chosen else 0):
        taken: dict[str, list[Usage]] = {name: [] for name in usages}
        for document in chosen:
            for system in systems:
                taken[system.name].append(run_once(system, document.input, work / "out.txt"))
        for name, parts in taken.items():
            usages[name].append(parts)
    pages = sum(document.pages or 0 for document in chosen)
    seconds = {name: [sum(usage.seconds for usage in parts) for parts in all_] for name, all_ in usages.items()}
    cpu = {name: [sum(usage.cpu_seconds for usage in parts) for parts in all_] for name, all_ in usages.items()}
    return [
        {
            "system": name,
            "documents": [document.name for document in chosen],
            "pages": pages,
            "seconds": seconds[name],
            "seconds_per_page": median(seconds[name]) / pages,
            "cpu_seconds_per_page": median(cpu[name]) / pages,
            "cores": median(c / s for c, s in zip(cpu[name], seconds[name], strict=True)),
            "peak_bytes": max(usage.peak_bytes for parts in all_ for usage in parts),
            "ratio_to_tesseract": paired_ratio(seconds[name], seconds, "tesseract"),
            "ratio_to_ocrmypdf": paired_ratio(seconds[name], seconds, "ocrmypdf"),
        }
        for name, all_ in usages.items()
    ]


def paired_ratio(values: Sequence[float], all_: Mapping[Key, Sequence[float]], reference: Key | None) -> float | None:
    """The median of the ratios within each repeat; None where the reference was not timed.

    Pairing cancels what slows both down in the same repeat, a busy machine or a warm processor.

    Args:
        values: one a repeat.
        all_: the values of every system.
        reference: whose values to divide by.
    """
    if reference is None or reference not in all_:
        return None
    return median(value / other for value, other in zip(values, all_[reference], strict=True))


def first_pages(documents: Iterable[Document], most: int) -> list[Document]:
    """Scans in the order given, one from each folder in turn, until the next would exceed so many pages."""
    folders: dict[str, list[Document]] = {}
    for document in documents:
        if document.task == "scans":
            folders.setdefault(document.name.rpartition("/")[0], []).append(document)
    queue = [
        queue[place]
        for place in range(max(map(len, folders.values()), default=0))
        for queue in folders.values()
        if place < len(queue)
    ]
    chosen: list[Document] = []
    pages = 0
    for document in queue:
        if pages + (document.pages or 0) <= most:
            chosen.append(document)
            pages += document.pages or 0
    return chosen


def _joined(documents: Iterable[Document], groups: Sequence[Group]) -> str:
    """The inputs of some groups as one text, a blank line between."""
    texts = [document.input_text.strip() for document in documents if document.group in groups]
    return "\n\n".join(texts) + "\n" if texts else ""


def _cut(work: Path, name: str, text: str, words: int) -> Path:
    """A file with the head of a text."""
    path = work / f"{name}.{words}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head(text, words), encoding="utf-8")
    return path
