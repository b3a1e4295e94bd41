"""pytesseract, called so that nobody else in the process notices and nothing is left behind.

Its settings are globals of its module, so each thread has a copy of the module to itself (0.3 ms): the command may be
another for each call, and whoever uses pytesseract beside us keeps the one he has set. What the copy does otherwise
than the module stands in `_copy`.

Of its functions `run_tesseract` reads pages, on which `image_to_pdf_or_hocr` and the like stand: it takes the paths of
the picture and of the answer, so that both lie where nothing is left. The others have the answer written among the
temporary files, where `kill -9` leaves it. None is given a picture of Pillow, which they would pack as PNG (0.9 s).
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import os
import shlex
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import regex

from ocr_fix.recognition.engines.process import (
    CALL,
    RUNS,
    KilledError,
    bounded,
    failure,
    launcher,
)
from ocr_fix.recognition.engines.scratch import private_folder
from ocr_fix.wording import worded

T = TypeVar("T")

_PROGRAM = "tesseract"
# One thread a process: Tesseract's own threads fight for the cores and lose (issue 3109 of its tracker).
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
# It asks for these two to take arrays and give tables; where they are installed loading them takes 0.3 s.
_UNUSED = frozenset({"numpy", "pandas"})
# Its own one knows neither figures nor capitals nor folders ("script/Latin"). The head of the list ends in a colon.
_LANGUAGE = regex.compile(r"\S*[^\s:]$")

_own = threading.local()


def ask(
    question: Callable[[Any, Path], T],
    *,
    size: int = 0,
    fill: Callable[[Path], None] = lambda _: None,
    timeout: float = 0.0,
    memory: int = 0,
) -> T:
    """What a function of pytesseract answers, with Tesseract guarded.

    Where Tesseract is killed from outside, which says nothing of what it was given, it is asked again, up to `RUNS`
    times in all.

    Args:
        question: calls the function; gets the module and a private folder, which is gone afterwards.
        size: bytes that the folder will hold, about.
        fill: lays into it what Tesseract is to read.
        timeout: seconds it may take each time; 0 means no limit.
        memory: bytes of address space it may have (Linux only); 0 means no limit.

    Raises:
        FileNotFoundError: there is no Tesseract.
        OSError: it cannot be started.
        OutOfTimeError: its time was up.
        CancelledError: the work that it is part of was cancelled; it was killed.
        KilledError: it was killed from outside, each time.
        ProcessError: it ended with an error, or crashed.
    """
    for _ in range(RUNS - 1):
        with suppress(KilledError):
            return _asked_once(question, size, fill, timeout, memory)
    return _asked_once(question, size, fill, timeout, memory)


def _asked_once(
    question: Callable[[Any, Path], T], size: int, fill: Callable[[Path], None], timeout: float, memory: int
) -> T:
    program = shutil.which(_PROGRAM)
    if program is None:
        raise FileNotFoundError(_PROGRAM)
    module = _pytesseract()

    def prepared(folder: Path) -> None:
        module.environ = {**_ONE_THREAD, **os.environ, CALL: str(folder)}
        module.tesseract_cmd = launcher(folder, program, memory)
        fill(folder)

    with private_folder(size, prepared) as folder, bounded(folder, timeout), _errors(module):
        return question(module, folder)


def answer(module: Any, picture: Path, kind: str, models: Sequence[str], data: Path | None, *arguments: str) -> bytes:  # noqa: ANN401 - pytesseract has no types
    """What Tesseract makes of a picture.

    Args:
        module: pytesseract.
        picture: in a private folder, where the answer is written as well.
        kind: of the answer, as Tesseract ends the names of its files: "hocr", "osd".
        models: codes of the language data.
        data: the folder that they lie in; None for the engine's own.
        arguments: more of them.

    Returns:
        What it has written; nothing if it has written nothing.
    """
    if os.name == "nt" and data is not None:  # where pytesseract takes quotes for a part of the path
        module.environ["TESSDATA_PREFIX"] = str(data)
        data = None
    config = shlex.join([*located(data), *arguments])
    # pytesseract would hand on "hocr" as the name of a configuration, which a folder of one's own has not.
    extension = "" if kind == "hocr" else kind
    module.run_tesseract(str(picture), str(picture.with_suffix("")), extension, "+".join(models), config)
    try:
        return picture.with_suffix(f".{kind}").read_bytes()
    except FileNotFoundError:
        return b""


def located(data: Path | None) -> list[str]:
    """The arguments that name the folder of the language data."""
    return [] if data is None else ["--tessdata-dir", str(data)]


@contextmanager
def _errors(module: Any) -> Iterator[None]:  # noqa: ANN401 - pytesseract has no types
    """The errors of pytesseract as ours."""
    try:
        yield
    except module.TesseractError as error:
        raise failure(error.status, error.message) from error
    except subprocess.CalledProcessError as error:
        raise failure(error.returncode, error.output.decode("utf-8", "replace")) from error
    except UnicodeDecodeError as error:  # what Tesseract said, of files whose names are not UTF-8
        raise failure(1, error.object.decode("utf-8", "replace")) from error
    except module.TesseractNotFoundError as error:  # it was there, so this is how pytesseract says that it gave up
        raise KilledError(worded("gave no answer")) from error


def _pytesseract() -> Any:  # noqa: ANN401 - pytesseract has no types
    """This thread's copy of the module."""
    module: ModuleType | None = getattr(_own, "module", None)
    if module is None:
        module = _own.module = _copy()
    return module


def _copy() -> ModuleType:
    package = importlib.util.find_spec("pytesseract")
    places = None if package is None else package.submodule_search_locations
    spec = importlib.machinery.PathFinder.find_spec("pytesseract.pytesseract", places)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("pytesseract")
    module = importlib.util.module_from_spec(spec)
    vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import_but_unused}
    spec.loader.exec_module(module)
    started = module.subprocess_args
    # Each reading in a process group of its own; not in a session (setsid), which `nice` would not reach on Linux.
    grouped = {"subprocess_args": lambda: {**started(), "process_group": 0}}
    vars(module).update(grouped, LANG_PATTERN=_LANGUAGE)
    return module


def _import_but_unused(name: str, *details: Any) -> ModuleType:  # noqa: ANN401 - as the built-in function has them
    if name in _UNUSED:
        raise ModuleNotFoundError(name)
    return __import__(name, *details)
