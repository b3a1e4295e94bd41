"""Files are opened in a process of their own: it gives the same pages, and can take and do no more than it may."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import psutil
import pytest
from bad_inputs import encoded_picture, encrypted_pdf, pdf_pages, pdf_text, printed_page

import ocr_fix
from ocr_fix.document import PageImage, SourceKind
from ocr_fix.errors import EncryptedInputError, InputError, LimitError, OptionError, OutputError
from ocr_fix.source import Limits, load_reader, open_source
from ocr_fix.source.base import Source
from ocr_fix.source.origin import InputFile
from ocr_fix.source.sandbox.confined import ConfinedSource, can_confine, made_apart

pytestmark = pytest.mark.skipif(not can_confine(), reason="needs Linux")

SAMPLES = Path(__file__).parents[1] / "samples"
CORPUS = Path(__file__).parent / "corpus"


class Doing(Source):
    """A source whose pages do something, and tell what came of it as an error."""

    kind = "image"

    def __init__(self, origin: InputFile, actions: list[Callable[[], object]]) -> None:
        super().__init__(origin)
        self._actions = actions
        self.page_count = len(actions)

    def _make_page(self, number: int) -> Any:
        try:
            return self._actions[number - 1]()
        except OSError as error:
            raise InputError(type(error).__name__) from error

    def _release(self) -> None:
        pass


def doing(*actions: Callable[[], object], limits: Limits | None = None) -> ConfinedSource:
    origin = InputFile(BytesIO(b"x"), "brev.pdf", "brev.pdf", 1)
    return ConfinedSource(origin, limits or Limits(), lambda: Doing(origin, [*actions]))


def test_what_was_loaded_before_need_not_be_loaded_there() -> None:
    reader = "ocr_fix.source.pdfs.pdf_source"
    code = f"""
import sys
from ocr_fix.source import load_reader, open_source
with open_source(sys.argv[1], confined=True) as source:
    assert {reader!r} not in sys.modules
    load_reader(source.kind)
assert {reader!r} in sys.modules
with open_source(sys.argv[1], confined=True) as again:
    assert again.page_count == source.page_count
"""
    subprocess.run([sys.executable, "-c", code, str(SAMPLES / "rapport-2024.pdf")], check=True)
    for kind in get_args(SourceKind):
        load_reader(kind)


@pytest.mark.parametrize("name", ["rapport-2024.pdf", "fax-2009.tif", "kallelse.png", "brev.webp", "anslag.bmp"])
def test_pages_are_the_same(name: str) -> None:
    with open_source(SAMPLES / name) as here, open_source(SAMPLES / name, confined=True) as there:
        assert isinstance(there, ConfinedSource)
        assert (here.name, here.kind, here.page_count) == (there.name, there.kind, there.page_count)
        one, other = here.page(1), there.page(1)
        assert isinstance(one, PageImage)
        assert isinstance(other, PageImage)
        assert one.image.tobytes() == other.image.tobytes()
        assert (one.dpi, one.layer, one.note, one.is_scan) == (other.dpi, other.layer, other.note, other.is_scan)
        if here.kind == "image":
            assert here.stored(1) == there.stored(1)
        else:
            with pytest.raises(InputError, match="holds no pictures"):
                there.stored(1)
        with pytest.raises(OptionError, match="there is no page"):
            there.page(99)


def test_errors_are_the_same() -> None:
    with pytest.raises(EncryptedInputError, match="protected by a password"):
        open_source(encrypted_pdf("hemligt"), confined=True)
    with pytest.raises(InputError, match="damaged or cut off"):
        open_source(encoded_picture(printed_page(), "PNG")[:60], confined=True).page(1)
    with pytest.raises(LimitError, match="pixels"):
        open_source(encoded_picture(printed_page(), "PNG"), limits=Limits(max_pixels=100), confined=True).page(1)


@pytest.mark.parametrize("name", ["sida.hocr", "sida.xml", "sida.json", "bit.html", "dos.txt", "utf16.txt"])
def test_what_was_read_already_is_the_same(name: str) -> None:
    with open_source(CORPUS / name) as here, open_source(CORPUS / name, confined=True) as there:
        assert isinstance(there, ConfinedSource)
        assert (here.name, here.kind, here.page_count) == (there.name, there.kind, there.page_count)
        assert [*here.pages()] == [*there.pages()]


def test_what_is_insisted_on_is_opened_there_as_well() -> None:
    with open_source(CORPUS / "rader.csv", confined=True, as_text=True) as opened:
        assert isinstance(opened, ConfinedSource)
        assert opened.kind == "text"


def test_the_library_opens_files_itself_unless_asked() -> None:
    assert not ocr_fix.Options().confined
    with ocr_fix.Cleaner(confined=True).open(pdf_pages({"content": pdf_text("Hej")})) as opened:
        assert isinstance(opened, ConfinedSource)


def connected() -> None:
    with socket.socket() as made:
        made.connect(("127.0.0.1", 9))


def written() -> None:
    Path("/tmp/ocr_fix-walls").write_text("x")


def removed() -> None:
    Path(__file__).with_suffix(".none").mkdir()


@pytest.mark.parametrize(
    "action",
    [
        connected,
        written,
        removed,
        lambda: subprocess.run(["/bin/true"], check=True),
        lambda: os.kill(os.getppid(), 0),
        lambda: [open(os.devnull, "rb") for _ in range(100)],  # noqa: SIM115, PTH123
    ],
    ids=["network", "file", "folder", "program", "signal", "files"],
)
def test_the_process_may_do_nothing_else(action: Callable[[], object]) -> None:
    with doing(action) as source, pytest.raises(InputError, match=r"PermissionError|OSError"):
        source.page(1)


def test_it_may_take_no_more_than_its_limits() -> None:
    small = Limits(max_source_bytes=300 * 2**20, max_page_seconds=1)
    with doing(lambda: bytes(2**30), lambda: all(True for _ in iter(int, 1)), limits=small) as source:
        with pytest.raises(LimitError, match="do not suffice"):
            source.page(1)
        with pytest.raises(LimitError, match="takes more than 1 s"):
            source.page(2)


def test_one_that_waits_for_ever_is_ended() -> None:
    begun = time.monotonic()
    limits = Limits(max_page_seconds=1)
    with doing(lambda: time.sleep(600), limits=limits) as source, pytest.raises(LimitError, match="more than 1 s"):
        source.page(1)
    assert time.monotonic() - begun < 60


def test_a_crash_loses_one_page_only() -> None:
    with doing(os.abort, lambda: PageImage(2, printed_page(), 300)) as source:
        with pytest.raises(InputError, match="page 1: brings down"):
            source.page(1)
        assert isinstance(source.page(2), PageImage)


def test_one_that_somebody_else_kills_is_begun_once_more() -> None:
    with doing(lambda: PageImage(1, printed_page(), 300)) as source:
        for child in psutil.Process().children():
            child.kill()
        assert isinstance(source.page(1), PageImage)


def test_what_is_written_of_a_file_is_made_there(monkeypatch: pytest.MonkeyPatch) -> None:
    document = ocr_fix.clean(CORPUS / "sida.hocr")
    sound = ocr_fix.OriginalFile(CORPUS / "sida.hocr").written(document, "hocr")
    confined = ocr_fix.OriginalFile(CORPUS / "sida.hocr", ocr_fix.Options(confined=True))
    assert confined.written(document, "hocr") == sound
    monkeypatch.setattr("ocr_fix.original.render", lambda *_: os.abort())
    with pytest.raises(InputError, match="brings down"):
        confined.written(document, "hocr")


def test_the_process_that_writes_may_do_no_more() -> None:
    assert made_apart(lambda: b"PDF", "brev.pdf", Limits()) == b"PDF"
    actions: tuple[tuple[Callable[[], Any], type[Exception], str], ...] = (
        (connected, OutputError, "brev.pdf: cannot be written again .Operation not permitted"),
        (written, OutputError, "brev.pdf: cannot be written again .Permission denied"),
        (lambda: bytes(2**30), LimitError, "do not suffice"),
        (lambda: all(True for _ in iter(int, 1)), LimitError, "takes more than 1 s"),
    )
    for action, error, problem in actions:
        with pytest.raises(error, match=problem):
            made_apart(action, "brev.pdf", Limits(max_source_bytes=300 * 2**20, max_page_seconds=1))


class Evil:
    """What would run a program where it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /tmp/ocr_fix-evil",)


def test_what_is_no_page_is_not_taken() -> None:
    with doing(Evil) as source, pytest.raises(InputError, match="no page"):
        source.page(1)
    assert not Path("/tmp/ocr_fix-evil").exists()


def test_nothing_is_left_when_it_is_closed() -> None:
    source = doing(lambda: time.sleep(600))
    process = source._process
    assert process is not None
    source.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def test_it_ends_with_us() -> None:
    code = (
        "import sys, os; from ocr_fix.source import open_source; source = open_source(sys.argv[1], confined=True)\n"
        "print(source._process, flush=True); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(SAMPLES / "kallelse.png")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    process = Path("/proc") / done.stdout.strip() / "stat"
    for _ in range(100):
        if not process.exists() or process.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("the process is there")
