"""The page beside the journal by which the summary leads to the review server, wherever that listens by now."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocr_fix.archive.reviewed import key_of, review_folder
from ocr_fix.archive.settings import state_folder
from ocr_fix.errors import OutputError
from ocr_fix.notation.web_pages import page_of, policy_of, resource, script_data
from ocr_fix.source.faults import one_line
from ocr_fix.system.files import make_folder
from ocr_fix.wording import worded

NAME = "open.html"
_OWN = 0o600  # the address lets in whoever can read it
_SCRIPT = """
const address = JSON.parse(document.getElementById("address").textContent);
if (address) location.replace(address + (location.hash.length > 1 ? "d/" + location.hash.slice(1) + "/" : ""));
"""


def way_to(door: str, path: str) -> str:
    """The way by the door to the review of a document.

    Args:
        door: address of the page.
        path: of the document in the source.
    """
    return f"{door}#{key_of(path)}"


def command_of(target: str, state: Path) -> str:
    """What a user types to begin a review.

    Args:
        target: where the batch was written to.
        state: folder of its journal.
    """
    elsewhere = () if state.resolve() == state_folder(target).resolve() else ("--state", str(state))
    return shlex.join(("ocrfix", "review", *map(one_line, (target, *elsewhere))))


def set_up(target: str, state: Path) -> Path:
    """See to it that there is a door: one that says how to begin a review, where none is going on. Gives its path.

    Args:
        target: where the batch was written to.
        state: folder of its journal.

    Raises:
        OutputError: it cannot be written.
    """
    door = review_folder(state) / NAME
    if not door.exists():
        _write(target, state, "")
    return door


@contextmanager
def opened(target: str, state: Path, address: str) -> Iterator[None]:
    """Have the door lead to a server.

    Args:
        target: where the batch was written to.
        state: folder of its journal.
        address: of the server, with its token.

    Raises:
        OutputError: it cannot be written.
    """
    _write(target, state, address)
    try:
        yield
    finally:
        _write(target, state, "")


def _write(target: str, state: Path, address: str) -> None:
    path = review_folder(state) / NAME
    page = page_of(
        "ocr_fix.archive.review",
        "door.html.j2",
        address=script_data(address),
        command=command_of(target, state),
        policy=policy_of(_SCRIPT),
        script=_SCRIPT,
        style=resource("ocr_fix.archive.accounts", "summary.css"),
    )
    make_folder(path.parent)
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN), "wb") as stream:
            stream.write(page.encode("utf-8"))
    except OSError as error:
        raise OutputError(worded("{path}: cannot be written ({reason})", path=path, reason=error.strerror)) from error
