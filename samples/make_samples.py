"""Make the samples anew.

python -m samples.make_samples [--only NAME]... [--out FOLDER]
"""

from __future__ import annotations

from pathlib import Path

import click

from samples.fonts import MissingFontError, other_releases
from samples.reader import ReaderError
from samples.recipes import SAMPLES

NAMES = [sample.name for sample in SAMPLES]


@click.command()
@click.option("--only", multiple=True, type=click.Choice(NAMES), metavar="NAME", help="Make this one; may be repeated.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(__file__).parent,
    help="Folder for the files; the samples folder unless told.",
)
def main(only: tuple[str, ...], out: Path) -> None:
    """Make the samples and their truths from source/, the same bytes every time on the same machine."""
    if others := other_releases():
        click.echo(f"made with other releases of these fonts, so the pages will differ: {', '.join(others)}", err=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for sample in SAMPLES:
            if only and sample.name not in only:
                continue
            made = sample.make()
            target = out / f"{sample.name}{sample.ending}"
            write(target, made.content)
            write(out / f"{sample.name}.truth.txt", made.truth.encode())
            words = len(made.truth.split())
            click.echo(f"{target.name}: {len(made.content) / 1000:.0f} kB, {words} words", err=True)
    except (MissingFontError, ReaderError, OSError) as error:
        raise click.ClickException(str(error)) from error


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, by way of a temporary file beside it."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
