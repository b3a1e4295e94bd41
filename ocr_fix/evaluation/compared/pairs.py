"""Which files belong together: a truth, the outputs of several systems, and what stood there before correction.

Two ways to name them. Files: one truth and its outputs. Folders: `name.truth.txt` for the truth and `name.SYSTEM.txt`
for each output beside it, or in folders of their own as `name.txt`. Folders are searched to any depth. In place of a
text file each may be a file of words (`ENDINGS`); of several that differ in their ending alone the first is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr_fix.errors import InputError, OptionError
from ocr_fix.evaluation.compared.contents import has_words
from ocr_fix.wording import worded

ENDINGS = (".txt", ".page.xml", ".xml", ".hocr", ".html", ".json")
TRUTH = ".truth"


@dataclass(frozen=True, slots=True)
class Pair:
    """A truth and one output.

    Attributes:
        document: what the two are called in the report.
        system: who made the output.
        truth, output: the files.
        raw: the file with the text before correction; None where it is not known.
    """

    document: str
    system: str
    truth: Path
    output: Path
    raw: Path | None = None


def find_pairs(truth: Path, outputs: Sequence[Path] = (), raw: str | None = None) -> list[Pair]:
    """Find out what is to be compared.

    Args:
        truth: a file, or a folder with files `name.truth.txt`.
        outputs: files where `truth` is a file; folders where it is a folder. None of them: the outputs lie beside
            their truth as `name.SYSTEM.txt`.
        raw: the text before correction: a file where `truth` is a file; else a folder, or the SYSTEM beside the
            truth.

    Returns:
        The pairs in the order of documents, then of systems as given (or of the alphabet).

    Raises:
        InputError: a file or folder is missing, or holds no pair.
        OptionError: files and folders are mixed, or a document has no raw text.
    """
    if not truth.exists():
        raise InputError(worded("{truth}: no such file or folder", truth=truth))
    pairs = _folder_pairs(truth, outputs, raw) if truth.is_dir() else _file_pairs(truth, outputs, raw)
    _refuse_twins(pairs)
    return pairs


def _file_pairs(truth: Path, outputs: Sequence[Path], raw: str | None) -> list[Pair]:
    if not outputs:
        raise OptionError(worded("{truth}: name the file to compare it with", truth=truth))
    for path in (*outputs, *(() if raw is None else (Path(raw),))):
        if path.is_dir():
            raise OptionError(
                worded(
                    "{path}: is a folder and {truth} is a file; give two files or two folders", path=path, truth=truth
                )
            )
        if not path.exists():
            raise InputError(worded("{path}: no such file", path=path))
    document = _document(truth)
    labels = [_label(document, output) for output in outputs]
    if len(set(labels)) < len(labels):  # out/a.txt and new/a.txt: only the whole path tells them apart
        labels = [str(output) for output in outputs]
    before = None if raw is None else Path(raw)
    return [Pair(document, label, truth, output, before) for label, output in zip(labels, outputs, strict=True)]


def _document(truth: Path) -> str:
    stem = _stem(truth.name)
    return stem.removesuffix(TRUTH) if stem.endswith(TRUTH) else stem


def _label(document: str, output: Path) -> str:
    """The name of a system: SYSTEM in `name.SYSTEM.txt`, else the name of the file."""
    return _stem(output.name).removeprefix(f"{document}.")


def _folder_pairs(folder: Path, outputs: Sequence[Path], raw: str | None) -> list[Pair]:
    truths = _truths(folder)
    if not truths:
        raise InputError(
            worded("{folder}: no file in it is named like name{truth}", folder=folder, truth=f"{TRUTH}.txt")
        )
    for output in outputs:
        if not output.is_dir():
            raise OptionError(
                worded(
                    "{output}: is not a folder and {folder} is one; give two files or two folders",
                    output=output,
                    folder=folder,
                )
            )
    readings = _raw_readings(folder, truths, raw)
    pairs = [
        Pair(name, system, truth, output, readings.get(name))
        for name, truth in truths.items()
        for system, output in _outputs_of(name, folder, truths, outputs)
        if output != readings.get(name)
    ]
    if not pairs:
        where = ", ".join(str(path) for path in outputs) or str(folder)
        raise InputError(
            worded(
                "{where}: no output for any of the {count} truths in {folder}",
                where=where,
                count=len(truths),
                folder=folder,
            )
        )
    return pairs


def _truths(folder: Path) -> dict[str, Path]:
    """The truths of a folder by the name of their document, which has the subfolder before it."""
    found: dict[str, Path] = {}
    for ending in ENDINGS:
        for path in sorted(folder.rglob(f"*{TRUTH}{ending}")):
            if _is_text(path):
                found.setdefault(path.relative_to(folder).as_posix().removesuffix(f"{TRUTH}{ending}"), path)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _outputs_of(
    name: str, folder: Path, truths: dict[str, Path], outputs: Sequence[Path]
) -> Iterator[tuple[str, Path]]:
    if not outputs:
        yield from _labelled(name, folder, truths)
        return
    names = [output.name for output in outputs]
    for output in outputs:
        system = output.name if output.name and names.count(output.name) == 1 else str(output)
        paths = (output / f"{name}{ending}" for ending in ENDINGS)
        if (found := next(filter(_is_text, paths), None)) is not None:
            yield system, found
        else:
            labelled = list(_labelled(name, output, truths))
            for label, path in labelled:
                yield system if len(labelled) == 1 else f"{system}/{label}", path


def _labelled(name: str, folder: Path, truths: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """The files `name.SYSTEM.txt`; a document called `name.more` keeps its own."""
    place = (folder / name).parent
    if not place.is_dir():
        return
    start = f"{(folder / name).name}."
    found: dict[str, Path] = {}
    for ending in ENDINGS:
        for path in sorted(place.iterdir()):
            if path.name.startswith(start) and _ending(path.name) == ending and _is_text(path):
                found.setdefault(path.name.removeprefix(start).removesuffix(ending), path)
    for label, path in sorted(found.items(), key=lambda item: item[1]):
        belongs_to_longer = any(
            other.startswith(f"{name}.") and path.name.startswith(f"{other.rpartition('/')[2]}.") for other in truths
        )
        if label not in ("", "truth", path.name) and not belongs_to_longer:
            yield label, path


def _ending(name: str) -> str:
    """Which of the endings a name has, the longest; empty where it has none."""
    return max((ending for ending in ENDINGS if name.endswith(ending)), key=len, default="")


def _stem(name: str) -> str:
    ending = _ending(name)
    return name.removesuffix(ending) if ending else Path(name).stem


def _is_text(path: Path) -> bool:
    """Whether a file is a text to compare; what ends like a file of words must be one."""
    return path.is_file() and (path.suffix == ".txt" or has_words(path))


def _raw_readings(folder: Path, truths: dict[str, Path], raw: str | None) -> dict[str, Path]:
    if raw is None:
        return {}
    if Path(raw).is_file():
        raise OptionError(
            worded(
                "{raw}: is a file and {folder} is a folder; give --raw a folder, or the SYSTEM of name.SYSTEM.txt",
                raw=raw,
                folder=folder,
            )
        )
    readings = {}
    for name, truth in truths.items():
        if Path(raw).is_dir():
            found = [path for _, path in _outputs_of(name, folder, truths, (Path(raw),))]
        else:
            found = [path for label, path in _labelled(name, folder, truths) if label == raw]
        if len(found) != 1:
            reason = worded("several texts") if found else worded("no text")
            raise OptionError(
                worded(
                    "{truth}: there is {reason} before correction for it (--raw {raw})",
                    truth=truth,
                    reason=reason,
                    raw=raw,
                )
            )
        readings[name] = found[0]
    return readings


def _refuse_twins(pairs: Sequence[Pair]) -> None:
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        if (pair.document, pair.system) in seen:
            raise OptionError(worded("{output}: is given twice", output=pair.output))
        seen.add((pair.document, pair.system))
