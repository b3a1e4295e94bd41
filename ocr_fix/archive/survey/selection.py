"""Which files of a folder are documents to be cleaned, and what their outputs are called."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from ocr_fix.archive.crew.outputs import ending_of, output_endings
from ocr_fix.archive.storage.file_tree import STATE, Enters, FileTree, Listing, Signature
from ocr_fix.archive.survey.mets import parts_of, signature_of
from ocr_fix.errors import OptionError
from ocr_fix.source.kinds import HEAD_BYTES, identify, look_like
from ocr_fix.system.libraries import complete
from ocr_fix.wording import number, phrase, worded

if TYPE_CHECKING:
    import pathspec

ENDINGS = frozenset(
    (
        ".pdf .tif .tiff .png .jpg .jpeg .jpe .jfif .webp .bmp .dib .gif .jp2 .j2k .jpx .avif .heic .heif"
        " .txt .text .hocr"
    ).split()
)
"""Names that end so, in any case, are taken for documents; what else is one, its first bytes tell."""


class Item(NamedTuple):
    """A file to clean.

    Attributes:
        path: in the source.
        signature: what tells whether it has changed.
        base: path of its outputs in the target, without the ending of their format.
    """

    path: str
    signature: Signature
    base: str


_UNKNOWN, _NO_ENDING = phrase("of an unknown kind"), phrase("no ending")
MOST_NAMED = 1_000
"""Of so many files that are passed over the names are kept."""


@dataclass
class PassedOver:
    """Files that are there and are no documents that can be read.

    Attributes:
        kinds: how many there are of each kind, as a person would call it.
        files: their paths with their kinds, the first of them.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    files: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, kind: str) -> None:
        """Note a file."""
        self.kinds[kind] += 1
        if len(self.files) < MOST_NAMED:
            self.files.append((path, kind))

    def __str__(self) -> str:
        return told_of_kinds(self.kinds)


def told_of_kinds(kinds: Mapping[str, int]) -> str:
    """How many files of each kind were passed over, in words: "3 passed over (2 a Word document, 1 a zip archive)"."""
    each = ", ".join(f"{number(count)} {kind_told(kind)}" for kind, count in Counter(kinds).most_common())
    return worded("{count} passed over ({each})", count=number(sum(kinds.values())), each=each)


def kind_told(kind: str) -> str:
    """What to call the kind of a file that is passed over, which is kept in English."""
    what, _, ending = kind.partition(" (")
    return f"{worded(what)} ({worded(ending.removesuffix(')'))})" if ending else worded(what)


@dataclass(frozen=True)
class Selection(Enters):
    """Which files are taken.

    Attributes:
        include: patterns as in .gitignore; a file that matches one is taken whatever it is, all others are left. Empty
            for every document.
        exclude: likewise; files and folders that match one are left.
        depth: how many folders deep: 1 is the source alone; None for any depth.
        hidden: whether names that begin with a dot are taken.

    Raises:
        OptionError: a pattern cannot be read, or the depth is below 1.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if self.depth is not None and self.depth < 1:
            raise OptionError(worded("the depth is {depth}; 1 is the folder itself", depth=self.depth))
        for pattern in (*self.include, *self.exclude):
            try:
                _compiled((pattern,))
            except ValueError as error:
                raise OptionError(
                    worded("the pattern {pattern!r} cannot be read; write it as in .gitignore", pattern=pattern)
                ) from error

    def enters(self, folder: str) -> bool:
        """Whether a folder is walked."""
        name = folder.rpartition("/")[2]
        if name == STATE or (name.startswith(".") and not self.hidden):
            return False
        if self.depth is not None and folder.count("/") + 2 > self.depth:
            return False
        return not self._excluded.match_file(folder + "/")

    def items(self, place: FileTree, passed: PassedOver | None = None) -> Iterator[list[Item]]:
        """The documents of a place, folder by folder.

        Args:
            place: where they are.
            passed: gets what is there and no document, unless patterns say what is wanted.

        Raises:
            InputError: there is no such folder.
        """
        parts: set[str] = set()  # of METS files, which list what lies in their folders or below
        for listing in place.listings(self):
            yield list(self._chosen(place, listing, passed, parts))

    def _chosen(self, place: FileTree, listing: Listing, passed: PassedOver | None, parts: set[str]) -> Iterator[Item]:
        prefix = f"{listing.folder}/" if listing.folder else ""
        entries = [entry for entry in listing.files if self.hidden or not entry.name.startswith(".")]
        wanted = {entry.name for entry in entries if self._included.match_file(prefix + entry.name)}
        lists = {entry.name: found for entry in entries if (found := parts_of(place, prefix + entry.name)) is not None}
        for name, found in lists.items():
            if (name in wanted or not self.include) and not self._excluded.match_file(prefix + name):
                parts.update(found)
        entries = [entry for entry in entries if prefix + entry.name not in parts]
        # What shares an output must not depend on the patterns: a later run with others would overwrite it.
        kinds = {
            entry.name: None if entry.name in lists else _no_document(place, prefix + entry.name)
            for entry in entries
            if entry.name not in wanted
        }
        documents = {entry.name for entry in entries if kinds.get(entry.name) is None}
        bases = bases_of([entry.name for entry in entries if entry.name in documents], listing.folders)
        for entry in entries:
            taken = entry.name in (wanted if self.include else documents)
            if taken and not self._excluded.match_file(prefix + entry.name):
                signature = signature_of(place, prefix + entry.name) if entry.name in lists else entry.signature
                yield Item(prefix + entry.name, signature, prefix + bases[entry.name])
            kind = kinds.get(entry.name)
            unwanted = bool(self.include) or self._excluded.match_file(prefix + entry.name)
            if passed is not None and kind is not None and not unwanted:
                passed.add(prefix + entry.name, kind)

    @cached_property
    def _included(self) -> pathspec.PathSpec[Any]:
        return _compiled(self.include)

    @cached_property
    def _excluded(self) -> pathspec.PathSpec[Any]:
        return _compiled(self.exclude)


def bases_of(names: Sequence[str], folders: Iterable[str] = ()) -> Mapping[str, str]:
    """What the outputs of the files of one folder are called, without the ending of their format.

    A file gives its name without its ending (scan.pdf: scan), and keeps the whole of it where another file would have
    the same. Names are compared as file systems do that tell neither upper from lower case nor ways to write an Å.

    Args:
        names: of the files, each once.
        folders: names of the folders beside them, which no output may have.

    Returns:
        The base of each name; no two are the same.
    """
    whole: set[str] = set()
    while True:
        bases = {name: name if name in whole else _stem(name) for name in names}
        counts = Counter(_folded(base) for base in bases.values())
        taken = {_folded(name.removesuffix(end)) for name in folders if (end := ending_of(name)) in output_endings()}
        clashing = {
            name
            for name, base in bases.items()
            if name not in whole and (counts[_folded(base)] > 1 or _folded(base) in taken)
        }
        if not clashing:
            return bases
        whole |= clashing


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _no_document(place: FileTree, path: str) -> str | None:
    """What a file is that cannot be read; None for a document."""
    ending = PurePosixPath(path).suffix.lower()
    if ending in ENDINGS:
        return None
    head = place.head(path, HEAD_BYTES)
    if identify(head) is not None:
        return None
    foreign = look_like(head)
    return foreign.what if foreign is not None else f"{_UNKNOWN} ({ending or _NO_ENDING})"


def _compiled(patterns: tuple[str, ...]) -> pathspec.PathSpec[Any]:
    with complete():
        import pathspec  # noqa: PLC0415 - the list of commands needs none
    return pathspec.PathSpec.from_lines("gitignore", patterns)
