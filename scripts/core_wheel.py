"""Makes of each wheel of ocr-fix one of ocr-fix-core: the same program, of whose libraries few are installed with it.

    python -m scripts.core_wheel dist/*.whl

`pip install ocr-fix` is complete; an extra can only add to that. `pip install ocr-fix-core` brings what correcting
strings needs, and `ocr-fix-core[pdf]`, `[xml]`, `[cli]` and `[archive]` the rest part by part. Both hold the package
`ocr_fix`: one of the two is installed, not both. The wheel is written beside the one it is made of.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path

NAME = "ocr-fix-core"
NEEDED = ("ftfy", "marisa-trie", "psutil", "pyphen", "rapidfuzz", "regex")
"""What correcting strings stands on."""
_CLI = ("click", "jinja2", "rich")
PARTS: Mapping[str, tuple[str, ...]] = {
    # Scans: PDF and pictures, read with Tesseract (whose hOCR lxml reads), and PDF written.
    "pdf": ("img2pdf", "lxml", "pikepdf", "pillow", "pypdfium2", "pytesseract"),
    # The files of other engines, and hOCR, ALTO, PAGE and TEI written.
    "xml": ("lxml",),
    # `ocrfix`, and reports.
    "cli": _CLI,
    # `ocrfix batch`.
    "archive": (*_CLI, "pathspec"),
}
"""The extras."""


def core_of(wheel: Path) -> Path:
    """Write the wheel of ocr-fix-core that belongs to one of ocr-fix.

    Returns:
        Where it is.

    Raises:
        ValueError: that wheel is not of ocr-fix, or needs what has no place here.
    """
    name, version, *tags = wheel.stem.split("-")
    if name != "ocr_fix":
        raise ValueError(f"{wheel.name}: is no wheel of ocr-fix")
    ours = NAME.replace("-", "_")
    made = wheel.with_name("-".join((ours, version, *tags)) + ".whl")
    old, new = f"{name}-{version}.dist-info/", f"{ours}-{version}.dist-info/"
    rows: list[tuple[str, str, int | str]] = []
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename == f"{old}RECORD":
                continue
            content = source.read(entry)
            if entry.filename == f"{old}METADATA":
                content = _metadata(content.decode("utf-8")).encode("utf-8")
            if entry.filename.startswith(old):
                entry.filename = new + entry.filename.removeprefix(old)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
            rows.append((entry.filename, f"sha256={digest}", len(content)))
        rows.append((f"{new}RECORD", "", ""))
        record = io.StringIO()
        csv.writer(record, lineterminator="\n").writerows(rows)
        target.writestr(f"{new}RECORD", record.getvalue())
    return made


def _metadata(text: str) -> str:
    message = Parser().parsestr(text)
    wanted = {_name(each): each for each in _all(message, "Requires-Dist") if "extra ==" not in each}
    placed = {*NEEDED, *(package for packages in PARTS.values() for package in packages)}
    if placed != wanted.keys():
        raise ValueError(f"has no place, or is not needed any more: {', '.join(sorted(placed ^ wanted.keys()))}")
    others = [each for each in _all(message, "Requires-Dist") if "extra ==" in each]
    extras = _all(message, "Provides-Extra")
    message.replace_header("Name", NAME)
    del message["Requires-Dist"], message["Provides-Extra"]
    for requirement in _requirements(wanted):
        message["Requires-Dist"] = requirement
    for part in (*PARTS, *extras):
        message["Provides-Extra"] = part
    for requirement in others:
        message["Requires-Dist"] = requirement
    return message.as_string()


def _requirements(wanted: Mapping[str, str]) -> Iterator[str]:
    yield from (wanted[package] for package in NEEDED)
    for part, packages in PARTS.items():
        yield from (f"{wanted[package]} ; extra == '{part}'" for package in packages)


def _all(message: Message, key: str) -> list[str]:
    return [str(each) for each in message.get_all(key, [])]


def _name(requirement: str) -> str:
    """The name of a package in what is required of it, as in `ftfy>=6.2`."""
    return requirement.partition(">")[0].strip()


def main(wheels: Iterable[str]) -> None:
    """Make one of each."""
    for wheel in wheels:
        if not Path(wheel).name.startswith(NAME.replace("-", "_")):
            print(core_of(Path(wheel)))


if __name__ == "__main__":
    main(sys.argv[1:])
