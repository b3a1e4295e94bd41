"""A METS file as a row of pages, each of which is a file beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from ocr_fix.document import Page, PageImage, PageText
from ocr_fix.errors import InputError
from ocr_fix.notation.addresses import file_names
from ocr_fix.source.base import Source
from ocr_fix.source.faults import one_line, translated
from ocr_fix.source.limits import Limits, check_pages, check_text_bytes
from ocr_fix.source.origin import InputFile, open_origin
from ocr_fix.source.texts.mets_list import Listed, pages_listed
from ocr_fix.wording import worded


class MetsSource(Source):
    """The pages that a METS file lists; each file is opened when its page is asked for.

    Only files in the folder of the METS file are read, or in folders of it: nothing is fetched, and no path or link
    leads out of it.

    Args:
        origin: the METS file.
        limits: bounds against hostile files.
        folder: of the METS file.
        opened: opens the file of a page.

    Raises:
        InputError: the file is damaged or lists no page.
        LimitError: it is larger than the limits allow.
    """

    kind = "mets"

    def __init__(self, origin: InputFile, limits: Limits, folder: Path, opened: Callable[[InputFile], Source]) -> None:
        super().__init__(origin)
        check_text_bytes(limits, origin.label, origin.size)
        with translated(origin.label):
            self._listed = pages_listed(origin.head(origin.size), origin.label)
        self._folder = folder
        self._limits = limits
        self._opened = opened
        self.page_count = len(self._listed)
        if not self.page_count:
            raise InputError(
                worded("{label}: lists no pages whose files could be read; fetch it again", label=origin.label)
            )
        check_pages(limits, origin.label, self.page_count)

    def inputs(self) -> list[Path]:
        """The files that its pages stand in, as far as they are there."""
        found = (self._path_of(each) for each in self._listed if each.href)
        return [path for path in found if path is not None]

    def _make_page(self, number: int) -> PageImage | PageText | Page:
        listed = self._listed[number - 1]
        page, more = self._first_page(self._file_of(number, listed))
        notes = [page.note]
        if listed.others and number == 1:
            others = ", ".join(map(one_line, listed.others))
            told = worded(
                "the pages are those of {group}; the file also lists words in {others}",
                group=one_line(listed.group),
                others=others,
            )
            notes.append(told)
        if more:
            told = worded(
                "page {number}: {href} has {more} more pages, which are left out",
                number=number,
                href=one_line(listed.href),
                more=more,
            )
            notes.append(told)
        return replace(page, number=number, note="; ".join(filter(None, notes)) or None)

    def _first_page(self, path: Path) -> tuple[PageImage | PageText | Page, int]:
        """The first page of a file, and how many more it has."""
        origin = open_origin(path, self._limits, f"{self._origin.label}: {path.name}")
        try:
            source = self._opened(origin)
        except BaseException:
            origin.close()
            raise
        with source:
            return source.page(1), source.page_count - 1

    def _file_of(self, number: int, listed: Listed) -> Path:
        """The file of a page.

        Raises:
            InputError: there is none that may be read.
        """
        where, href = f"{self._origin.label}: page {number}", one_line(listed.href)
        if not listed.href:
            raise InputError(
                worded("{where}: no file with words or a picture is listed for it; fetch the folder again", where=where)
            )
        scheme = urlsplit(listed.href).scheme
        if len(scheme) > 1 and scheme != "file":
            raise InputError(
                worded(
                    "{where}: is at {href}, and nothing is fetched; put the file into the folder",
                    where=where,
                    href=href,
                )
            )
        path = self._path_of(listed)
        if path is None:
            raise InputError(
                worded("{where}: there is no file {href} in the folder; fetch the folder again", where=where, href=href)
            )
        return path

    def _path_of(self, listed: Listed) -> Path | None:
        """A file in the folder; None where there is none."""
        folder = self._folder.resolve()
        for name in file_names(listed.href):
            try:
                path = Path(os.path.normpath(folder / name)).resolve()
            except (OSError, ValueError):  # no name of a file
                continue
            if path.is_relative_to(folder) and path.is_file():
                return path
        return None

    def _release(self) -> None:
        self._listed = []
