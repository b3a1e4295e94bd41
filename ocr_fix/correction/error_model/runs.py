"""How often runs of letters stand in the words of a text: what a confusion is weighed against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from ocr_fix.correction.thresholds import DEFAULT

try:
    from ocr_fix.correction.error_model._runs import count_runs
except ImportError:  # installed where nothing could be compiled
    count_runs = None  # type: ignore[assignment]


class Runs:
    """How often runs of one to three letters stand in word forms, in lower case; "" counts the letters, " " the words.

    Args:
        forms: the word forms with their counts.
        asked: the runs that will be asked for; others may be too, for more time.
        full_witness: up to how often a form counts in full.
    """

    def __init__(
        self, forms: Mapping[str, int], asked: Iterable[str], full_witness: float = DEFAULT.full_witness
    ) -> None:
        self._full_witness = full_witness
        self._forms = forms if isinstance(forms, dict) else dict(forms)
        wanted = sorted({*asked} - {"", " "})
        counts, letters = self._count(wanted)
        self._times = dict(zip(wanted, counts, strict=True))
        self._times[""] = letters
        self._times[" "] = float(sum(self._forms.values()))  # as many spaces as words

    def times(self, run: str) -> float:
        """How often a run stands there."""
        times = self._times.get(run)
        if times is None:
            times = self._times[run] = self._count([run])[0][0]
        return times

    def _count(self, runs: list[str]) -> tuple[list[float], float]:
        return (count_runs_in_python if count_runs is None else count_runs)(self._forms, runs, self._full_witness)


def witness(times: float, full_witness: float) -> float:
    """How many pieces of evidence a word form is that stands so often.

    Args:
        times: how often it stands.
        full_witness: up to how often it counts in full.
    """
    return times if times <= full_witness else full_witness * (1 + log(times / full_witness))


def count_runs_in_python(
    forms: Mapping[str, int], runs: Sequence[str], full_witness: float = DEFAULT.full_witness
) -> tuple[list[float], float]:
    """How often runs stand in word forms, and the letters in all.

    Args:
        forms: the word forms with their counts.
        runs: of one to three letters.
        full_witness: up to how often a form counts in full.
    """
    weighed: dict[float, list[str]] = defaultdict(list)
    for form, times in forms.items():
        weighed[round(witness(times, full_witness))].append(form)  # few weights, so few texts to count in
    texts = [(weight, text) for weight, found in weighed.items() for text in _texts_of(found)]
    letters = sum(weight * (len(text) - text.count("\n")) for weight, text in texts)
    return [float(sum(weight * text.count(run) for weight, text in texts)) for run in runs], float(letters)


def _texts_of(forms: Sequence[str]) -> Iterator[str]:
    """Word forms as texts in lower case, those with rare letters for themselves: without them counting is faster."""
    text = "\n".join(forms).lower()
    if len(text.encode("latin-1", "ignore")) == len(text):
        yield text
        return
    rare = {form for form in forms if any(letter > "\xff" for letter in form)}
    yield "\n".join(rare).lower()
    yield "\n".join([form for form in forms if form not in rare]).lower()
