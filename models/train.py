"""Train the network on lines, on one core, until told to stop; what is done is kept and can be gone on with.

    python -m models.train START RUN --train DIR --dev DIR [--minutes 60] [--rate 1.6e-3]

START is the folder of models.start. RUN/log.tsv has the learning curve, RUN/last.pt the state to go on from (the same
command does), RUN/best.lstm the float network that read the development set best with int8 weights.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn

from models import lstmf
from models.charset import read_unicharset
from models.lines import scaled
from models.network import read_network, read_recoder, write_network
from models.recogniser import HEIGHT, SHRINK, LineRecogniser, best_path, normalise

_COLUMNS = 7_000  # pixels across, of all the lines of a batch
_SHARDS = 4  # files of lines that are mixed with each other
_STRETCH = 0.06  # lines are made wider or narrower by up to this share
_AVERAGED = 0.995  # what the running average of the weights keeps at each step
_CLIPPED = 2.0  # greatest norm of a gradient
_OUTPUTS_FASTER = 10.0  # the outputs' weights are ten times those of the LSTMs, and so are their int8 steps
_WARM_UP = 100  # steps
_LAST_RATE = 0.05  # share of the learning rate that is left at the end


@dataclass(frozen=True)
class Alphabet:
    """Characters and outputs of the network."""

    codes: dict[str, int]
    characters: dict[int, str]
    blank: int

    @classmethod
    def of(cls, start: Path, blank: int) -> "Alphabet":
        """The alphabet in the folder that models.start wrote."""
        characters = read_unicharset((start / "unicharset").read_text(encoding="utf-8"))
        numbers = read_recoder((start / "recoder").read_bytes())
        codes = {" " if n == 0 else c: code for n, (c, code) in enumerate(zip(characters, numbers, strict=True))}
        return cls(codes, {code: c for c, code in codes.items() if len(c) == 1}, blank)

    def encode(self, text: str) -> list[int]:
        """The outputs of a text."""
        return [self.codes[character] for character in text]

    def decode(self, outputs: list[int]) -> str:
        """The text of outputs."""
        return "".join(self.characters.get(output, "") for output in outputs)


@dataclass(frozen=True)
class Batch:
    """Lines of about the same width."""

    pictures: Tensor
    samples: list[lstmf.Sample]


def batches(samples: list[lstmf.Sample], rng: np.random.Generator, *, stretch: float) -> Iterator[Batch]:
    """The samples in batches, those of one width together, in an order without order."""
    groups: list[list[lstmf.Sample]] = [[]]
    for sample in sorted(samples, key=lambda sample: sample.picture.shape[1]):
        if (len(groups[-1]) + 1) * sample.picture.shape[1] > _COLUMNS and groups[-1]:
            groups.append([])
        groups[-1].append(sample)
    for index in rng.permutation(len(groups)):
        pictures = [torch.from_numpy(normalise(sample.picture)) for sample in groups[index]]
        width = max(SHRINK, *(picture.shape[1] for picture in pictures))
        padded = torch.stack([_padded(picture, width) for picture in pictures])[:, None]
        if stretch:
            size = (HEIGHT, round(width * (1 + rng.uniform(-stretch, stretch))))
            padded = nn.functional.interpolate(padded, size, mode="bilinear", align_corners=False)
        yield Batch(padded, groups[index])


def error_rates(model: LineRecogniser, alphabet: Alphabet, samples: list[lstmf.Sample]) -> dict[str, float]:
    """Wrong characters of all, in percent, with int8 weights: of all lines, and of each kind of line and damage."""
    wrong: dict[str, list[int]] = {}
    with torch.inference_mode():
        for sample, text in _read(model, alphabet, samples):
            face, line, _, damage = sample.kind.split("/")
            distance = Levenshtein.distance(text, sample.label)
            text_kinds = [line] if line in ("modern", "old") else ["generated", line]
            groups = ["all", *text_kinds, damage, *(["typewriter"] if face == "typewriter" else [])]
            for group in [damage] if _inverted(sample) else groups:
                counts = wrong.setdefault(group, [0, 0])
                counts[0] += distance
                counts[1] += len(sample.label)
    return {group: 100 * errors / length for group, (errors, length) in sorted(wrong.items())}


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path, help="folder of models.start")
    parser.add_argument("run", type=Path, help="folder of this run")
    parser.add_argument("--train", type=Path, required=True, help="folder of .lstmf files; new ones may come meanwhile")
    parser.add_argument("--dev", type=Path, required=True, help="folder of .lstmf files held out")
    parser.add_argument("--minutes", type=float, default=60, help="processor time of all learning")
    parser.add_argument("--rate", type=float, default=1.6e-3, help="learning rate at the start")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dev-files", type=int, default=1, help="how many files of the development set to look at")
    parser.add_argument("--every", type=float, default=8, help="minutes between two looks")
    Training(parser.parse_args()).go_on()


class Training:
    """A run of training and all its state."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.options = arguments
        self.network = read_network((arguments.start / "start.lstm").read_bytes())
        self.alphabet = Alphabet.of(arguments.start, self.network.blank)
        self.model = LineRecogniser(self.network.matrices)
        self.average = LineRecogniser(self.network.matrices)
        *inner, last = self.model.parameters()
        groups = [{"params": inner, "scale": 1.0}, {"params": [last], "scale": _OUTPUTS_FASTER}]
        self.optimizer = torch.optim.Adam(groups, lr=arguments.rate)
        self.rng = np.random.default_rng(arguments.seed)
        self.step, self.lines, self.seconds, self.best = 0, 0, 0.0, float("inf")
        self.dev = [
            scaled(sample)
            for file in sorted(arguments.dev.glob("*.lstmf"))[: arguments.dev_files]
            for sample in lstmf.read(file)
        ]
        arguments.run.mkdir(parents=True, exist_ok=True)
        self.state = arguments.run / "last.pt"
        if self.state.exists():
            self._restore()

    def go_on(self) -> None:
        """Train until the time is over."""
        torch.set_num_threads(1)
        self._look(0.0)
        looked, losses = self.seconds, []
        while self.seconds < 60 * self.options.minutes:
            for batch in self._batches():
                began = time.process_time()
                losses.append(self._learn(batch))
                self.seconds += time.process_time() - began
                if self.seconds - looked > 60 * self.options.every or self.seconds > 60 * self.options.minutes:
                    self._look(float(np.mean(losses)))
                    looked, losses = self.seconds, []
                    if self.seconds > 60 * self.options.minutes:
                        return

    def _batches(self) -> Iterator[Batch]:
        files = sorted(self.options.train.glob("*.lstmf"))
        chosen = self.rng.choice(len(files), min(_SHARDS, len(files)), replace=False)
        known = self.alphabet.codes.keys()
        found = (sample for index in chosen for sample in lstmf.read(files[index]))
        samples = [sample for sample in found if set(sample.label) <= known and not _inverted(sample)]
        return batches(samples, self.rng, stretch=_STRETCH)

    def _learn(self, batch: Batch) -> float:
        share = self.seconds / (60 * self.options.minutes)
        rate = self.options.rate * min(1.0, (self.step + 1) / _WARM_UP) * max(_LAST_RATE, 1 - share)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        scores = self.model(batch.pictures, int8=True)
        targets = [self.alphabet.encode(sample.label) for sample in batch.samples]
        loss = nn.functional.ctc_loss(
            scores.log_softmax(2),
            torch.tensor([code for target in targets for code in target]),
            torch.full((len(targets),), scores.shape[0]),
            torch.tensor([len(target) for target in targets]),
            blank=self.alphabet.blank,
            zero_infinity=True,
        )
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), _CLIPPED)
        self.optimizer.step()
        keep = min(_AVERAGED, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for mean, weights in zip(self.average.parameters(), self.model.parameters(), strict=True):
                mean.lerp_(weights, 1 - keep)
        self.step += 1
        self.lines += len(targets)
        return float(loss.detach())

    def _look(self, loss: float) -> None:
        """Read the development set, note how well, keep the state and the best network."""
        rates = error_rates(self.average, self.alphabet, self.dev)
        log = self.options.run / "log.tsv"
        if not log.exists():
            log.write_text("\t".join(["minutes", "steps", "lines", "loss", *rates]) + "\n", encoding="utf-8")
        numbers = [f"{self.seconds / 60:.1f}", str(self.step), str(self.lines), f"{loss:.4f}"]
        with log.open("a", encoding="utf-8") as out:
            out.write("\t".join([*numbers, *(f"{rate:.2f}" for rate in rates.values())]) + "\n")
        network = self.network.with_matrices(self.average.matrices())
        (self.options.run / "last.lstm").write_bytes(write_network(network, int8=False))
        if rates["all"] < self.best:
            self.best = rates["all"]
            (self.options.run / "best.lstm").write_bytes(write_network(network, int8=False))
        self._keep()

    def _keep(self) -> None:
        parts = {"model": self.model, "average": self.average, "optimizer": self.optimizer}
        state = {name: part.state_dict() for name, part in parts.items()}
        state |= {"step": self.step, "lines": self.lines, "seconds": self.seconds, "best": self.best}
        new = self.state.with_suffix(".new")
        torch.save(state, new)
        new.replace(self.state)

    def _restore(self) -> None:
        state = torch.load(self.state, weights_only=True)
        for name, part in (("model", self.model), ("average", self.average), ("optimizer", self.optimizer)):
            part.load_state_dict(state[name])
        self.step, self.lines, self.seconds, self.best = (state[k] for k in ("step", "lines", "seconds", "best"))
        self.rng = np.random.default_rng([self.options.seed, self.step])


def _read(model: LineRecogniser, alphabet: Alphabet, samples: list[lstmf.Sample]) -> Iterator[tuple[lstmf.Sample, str]]:
    """Each line with what the model reads in it."""
    for batch in batches(samples, np.random.default_rng(0), stretch=0.0):
        paths = best_path(model(batch.pictures, int8=True), alphabet.blank)
        for sample, path in zip(batch.samples, paths, strict=True):
            yield sample, alphabet.decode(path).strip()


def _inverted(sample: lstmf.Sample) -> bool:
    """Whether the line is light on dark: Tesseract turns such a line round before it reads it for good."""
    return sample.kind.endswith("/inverted")


def _padded(picture: Tensor, width: int) -> Tensor:
    """The picture with paper at its right."""
    missing = width - picture.shape[1]
    return nn.functional.pad(picture, (0, missing), value=float(picture.quantile(0.75))) if missing else picture


if __name__ == "__main__":
    main()
