"""The worked example of docs/evaluation.md is what the program prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ocr_fix.evaluation.command import evaluate_command

PAGE = (Path(__file__).parents[1] / "docs" / "evaluation.md").read_text("utf-8")


def block(name: str) -> str:
    found = re.search(rf"^```text {name}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"no block {name}"
    return found[1]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names = {"truth": "brev.truth.txt", "output": "brev.fixed.txt", "raw": "brev.raw.txt"}
    for part, name in names.items():
        (tmp_path / name).write_text(block(part), "utf-8")
    truth, output, raw = (str(tmp_path / name) for name in names.values())
    return [truth, output, "--raw", raw]


def stripped(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def test_the_report_of_the_example_is_the_real_one(files: list[str]) -> None:
    result = CliRunner().invoke(evaluate_command, files)
    assert result.exit_code == 0, result.output
    assert stripped(result.output) == stripped(block("report"))


def test_every_key_of_the_json_is_documented(files: list[str]) -> None:
    result = CliRunner().invoke(evaluate_command, [*files, "--json"])
    documented = set(re.findall(r"`([\w.]+)`", PAGE[PAGE.index("## As JSON") : PAGE.index("## From Python")]))

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    written = keys(json.loads(result.stdout_bytes.decode("utf-8")))
    assert written <= documented | {key.split(".")[-1] for key in documented}
