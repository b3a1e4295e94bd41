"""`ocrfix review`: look at the documents of a finished batch, and decide."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from ocr_fix.archive.lock import locked
from ocr_fix.archive.review.documents import Reviewing
from ocr_fix.archive.review.door import opened
from ocr_fix.archive.review.server import ReviewServer
from ocr_fix.archive.reviewed import review_folder
from ocr_fix.errors import OptionError
from ocr_fix.options import Options, read_password
from ocr_fix.wording import worded


@click.command("review", short_help="Look at the documents of a batch in a browser, and decide.")
@click.argument("target", metavar="DST")
@click.option("--state", type=click.Path(path_type=Path), metavar="FOLDER", help="Of the journal; default DST/.ocrfix.")
@click.option("--password-file", type=click.Path(path_type=Path), help="Its first line opens locked originals.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default one that is free.")
def review_command(target: str, state: Path | None, password_file: Path | None, port: int) -> None:
    """Serve the documents that `ocrfix batch` wrote to DST, to the browsers of this machine alone, until interrupted.

    Open the address that is printed. What is decided is saved at once beside the journal and carried out in the
    outputs. The batch must have written JSON as well (--format text,json).
    """
    password = None if password_file is None else read_password(password_file)
    reviewing = Reviewing(target, state, Options(password=password, confined=True))
    with locked(review_folder(reviewing.state), target):
        try:
            server = ReviewServer(reviewing, port)
        except OSError as error:
            raise OptionError(
                worded("port {port} cannot be used ({reason}); give another --port", port=port, reason=error.strerror)
            ) from error
        with server, opened(target, reviewing.state, server.address), suppress(KeyboardInterrupt):
            click.echo(server.address)
            server.serve_forever()
