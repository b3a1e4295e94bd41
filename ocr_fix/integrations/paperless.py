"""Scripts for paperless-ngx, which calls them before and after it takes a document in.

    PAPERLESS_PRE_CONSUME_SCRIPT=/opt/ocrfix/pre.sh      exec python3 -m ocr_fix.integrations.paperless pre
    PAPERLESS_POST_CONSUME_SCRIPT=/opt/ocrfix/post.sh    exec python3 -m ocr_fix.integrations.paperless post

Before: a PDF is replaced, under its name, by itself with our corrected text behind its pages; with
PAPERLESS_OCR_MODE=skip paperless takes that text. After: the text that paperless has read is corrected and stored in
the document (PAPERLESS_URL, PAPERLESS_TOKEN). Nothing is needed beside ocr_fix.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import ocr_fix
from ocr_fix.system.files import write_atomically
from ocr_fix.system.machine import cores
from ocr_fix.wording import number, preferred_language, use_language, worded

SECONDS = 60.0
"""How long an answer of paperless is waited for."""

_PDF = b"%PDF-"


def before(environment: Mapping[str, str]) -> str:
    """Put corrected text behind the pages of a PDF that is about to be taken in; other files are left as they are.

    Args:
        environment: has DOCUMENT_WORKING_PATH, the copy that paperless works on, which alone is changed.

    Returns:
        What was done.

    Raises:
        OcrFixError: the file cannot be read or written; it is as it was.
        KeyError: paperless has not said which file it is.
    """
    file = Path(environment["DOCUMENT_WORKING_PATH"])
    with file.open("rb") as stream:
        if stream.read(len(_PDF)) != _PDF:
            return worded("{name}: is no PDF and was left as it is", name=file.name)
    cleaner = ocr_fix.Cleaner(jobs=cores(), confined=True)
    with cleaner.open(file) as source:  # before there are threads: a process is forked for it
        document = cleaner.clean_opened(source)
    content = ocr_fix.OriginalFile(file, cleaner.options).written(document, "pdf")
    write_atomically(file, content)
    return worded(
        "{name}: {changes} changes, {doubts} doubtful words",
        name=file.name,
        changes=number(len(document.changes)),
        doubts=number(len(document.doubts)),
    )


def after(environment: Mapping[str, str]) -> str:
    """Correct the text of a document that was taken in, by the API of paperless.

    Args:
        environment: has DOCUMENT_ID, PAPERLESS_URL and PAPERLESS_TOKEN.

    Returns:
        What was done.

    Raises:
        URLError: paperless does not answer, or refuses.
        KeyError: the environment lacks one of them.
    """
    address = f"{environment['PAPERLESS_URL'].rstrip('/')}/api/documents/{int(environment['DOCUMENT_ID'])}/"
    token = environment["PAPERLESS_TOKEN"]
    correction = ocr_fix.correct(_asked(address, token)["content"])
    if correction.changes:
        _asked(address, token, {"content": correction.text})
    return worded(
        "document {document}: {changes} changes",
        document=environment["DOCUMENT_ID"],
        changes=number(len(correction.changes)),
    )


def _asked(address: str, token: str, changed: Mapping[str, str] | None = None) -> dict[str, Any]:
    if not address.startswith(("http://", "https://")):
        raise URLError(worded("{address} is no address of paperless", address=address))
    headers = {"Authorization": f"Token {token}", "Accept": "application/json", "Content-Type": "application/json"}
    data = None if changed is None else json.dumps(changed).encode()
    request = Request(address, data, headers, method="GET" if data is None else "PATCH")
    with urlopen(request, timeout=SECONDS) as answer:
        return dict(json.load(answer))


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; gives the exit code. Paperless takes a document not in where that is not 0.

    What went wrong is said, and ends with 0 all the same: a document without our text is better than none.
    """
    use_language(preferred_language())
    steps = {"pre": before, "post": after}
    if list(arguments) not in ([each] for each in steps):
        sys.stderr.write("usage: python -m ocr_fix.integrations.paperless pre|post\n")
        return 2
    try:
        sys.stdout.write(f"ocrfix: {steps[arguments[0]](os.environ)}\n")
    except KeyError as error:
        told = worded("{name} is not set; paperless or its configuration sets it", name=error.args[0])
        sys.stderr.write(f"ocrfix: {told}\n")
    except (ocr_fix.OcrFixError, OSError, ValueError) as error:
        told = worded("{error}; the document was left as it is", error=" ".join(str(error).split()))
        sys.stderr.write(f"ocrfix: {told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
