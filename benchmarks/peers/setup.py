"""Set up what the peers need: `python -m benchmarks.peers.setup`. Does nothing where all is there already.

Python packages go to `.venv-peers`, an environment of their own, in the versions that requirements.txt pins. Programs
(tesseract, hunspell and their Swedish data) come from Debian's packages where this user may install them; where not,
one line says which are missing, and the benchmark leaves out the systems that need them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-peers"
PYTHON = ENVIRONMENT / "bin" / "python"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
_STAMP = ENVIRONMENT / ".installed"


class Program(NamedTuple):
    """A program a peer needs.

    Attributes:
        package: Debian's package of it.
        present: tells whether it is there.
    """

    package: str
    present: Callable[[], bool]


def says(command: list[str], word: str) -> bool:
    """Whether a program is there and what it prints contains a word (a language, a dictionary)."""
    if shutil.which(command[0]) is None:
        return False
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    return word in done.stdout + done.stderr


PROGRAMS = (
    Program("tesseract-ocr", lambda: shutil.which("tesseract") is not None),
    Program("tesseract-ocr-swe", lambda: says(["tesseract", "--list-langs"], "swe")),
    Program("ghostscript", lambda: shutil.which("gs") is not None),
    Program("parallel", lambda: shutil.which("parallel") is not None),
    Program("hunspell", lambda: shutil.which("hunspell") is not None),
    Program("hunspell-sv", lambda: says(["hunspell", "-D"], "sv_SE")),
)


def missing_programs() -> list[str]:
    """Debian's packages of the programs that are not there."""
    return [program.package for program in PROGRAMS if not program.present()]


def install_programs() -> list[str]:
    """Install what is missing, if this user may; return what is missing still."""
    packages = missing_programs()
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=environment, check=False
        )
        packages = missing_programs()
    return packages


def fingerprint() -> str:
    """What the environment was made of: the pinned versions and the Python it runs."""
    return hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()


def install_packages() -> bool:
    """Make the environment with the pinned packages; return whether there was anything to do."""
    if PYTHON.exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == fingerprint():
        return False
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)], check=True)
    _STAMP.write_text(fingerprint(), encoding="utf-8")
    return True


def main() -> int:
    """Set up everything; 0 unless the Python packages cannot be installed."""
    try:
        installed = install_packages()
    except subprocess.CalledProcessError as error:
        print(f"{REQUIREMENTS}: the peers' packages cannot be installed (pip ended with {error.returncode})")
        return 1
    print(f"peers: {ENVIRONMENT.name} {'set up' if installed else 'is up to date'}")
    missing = install_programs()
    if missing:
        print(f"peers: missing programs, install them with: sudo apt-get install {' '.join(missing)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
