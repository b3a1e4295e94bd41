"""`python -m ocr_fix` is `ocrfix`."""

import sys

from ocr_fix.errors import OptionError
from ocr_fix.system.libraries import complete


def main() -> None:
    """Run the command line, or say what to install for it."""
    try:
        with complete():
            from ocr_fix.cli import main as run  # noqa: PLC0415 - it may be missing
    except OptionError as error:
        print(f"ocrfix: {error}", file=sys.stderr)  # noqa: T201 - there is nobody else to say it
        sys.exit(error.exit_code)
    run()


if __name__ == "__main__":
    main()
