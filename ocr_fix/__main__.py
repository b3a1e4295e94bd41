"""`python -m ocr_fix` is `ocrfix`."""

import gc
import sys

from ocr_fix.errors import OptionError
from ocr_fix.system.libraries import complete
from ocr_fix.system.machine import gc_paused


def main() -> None:
    """Run the command line, or say what to install for it.

    What has been imported, and at the end what is still in memory, is nothing that the collector of garbage need look
    at: it takes a sixth of the time that the program needs beside its engine for a page.
    """
    try:
        with complete(), gc_paused():
            from ocr_fix.cli import main as run  # noqa: PLC0415 - it may be missing
    except OptionError as error:
        print(f"ocrfix: {error}", file=sys.stderr)  # noqa: T201 - there is nobody else to say it
        sys.exit(error.exit_code)
    gc.freeze()
    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
