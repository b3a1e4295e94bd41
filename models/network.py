"""Tesseract's files of a network: `.lstm` read, made float or int8, given more outputs, and written.

A file is kept as the list of its parts, bytes that stay as they are and matrices of weights, so that what is written
differs from what was read in the weights (and, with more characters, in the counts of outputs) alone.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

INT8_MAX = 127
_INT8, _ADAM, _DOUBLE = 1, 4, 128  # what the first byte of a matrix says
_INT_MODE = 1  # training flag of a recogniser whose weights are int8
_LEARNS_EACH = 64  # network flag: a series with a learning rate for each layer
_SERIES = {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM"}
_SERIES |= {"RTLReversed", "TTBReversed", "XYTranspose"}
_LSTM = {"LSTM", "SummLSTM"}
_FULL = {"Logistic", "LinLogistic", "LinTanh", "Softmax", "SoftmaxNoCTC", "Tanh", "Relu", "Linear"}
_FIXED = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}


@dataclass(frozen=True)
class Counts:
    """Outputs and weights of one layer, as the file states them."""

    outputs: int
    weights: int


@dataclass(frozen=True)
class NetworkFile:
    """A recogniser: its parts in the file's order, and what follows the network.

    Attributes:
        parts: Bytes, counts of layers, and matrices (rows of outputs, columns of inputs with the bias last).
        specification: The network in Tesseract's notation.
        flags: Training flags.
        iterations: Training and sample iterations.
        blank: Output that stands for no character.
        rates: Adam's beta, learning rate, momentum.
        rest: What follows.
    """

    parts: tuple[bytes | Counts | Matrix, ...]
    specification: bytes
    flags: int
    iterations: tuple[int, int]
    blank: int
    rates: tuple[float, float, float]
    rest: bytes

    @property
    def matrices(self) -> list[Matrix]:
        """The weights, in the file's order."""
        return [part for part in self.parts if isinstance(part, np.ndarray)]

    def with_matrices(self, matrices: Sequence[Matrix]) -> "NetworkFile":
        """The same network with other weights, of the same shapes."""
        left = iter(matrices)
        return replace(self, parts=tuple(next(left) if isinstance(part, np.ndarray) else part for part in self.parts))

    def with_outputs(self, rows: Matrix) -> "NetworkFile":
        """The same network with another last matrix: one row for each output."""
        *others, old = self.matrices
        more = rows.shape[0] - old.shape[0]
        parts = tuple(
            Counts(part.outputs + more, part.weights + more * rows.shape[1])
            if isinstance(part, Counts) and part.outputs == old.shape[0]
            else part
            for part in self.parts
        )
        return replace(self, parts=parts).with_matrices([*others, rows])


def read_network(data: bytes) -> NetworkFile:
    """Parse a `.lstm` file, int8 or float.

    Raises:
        ValueError: If a layer of the network is of an unknown kind.
    """
    reader = _Reader(data)
    _read_layer(reader)
    parts = reader.parts()
    specification = reader.string()
    flags, training, samples, blank = reader.whole("iiii")
    beta, rate, momentum = reader.take("fff")
    rest = data[reader.place :]
    return NetworkFile(parts, specification, flags, (training, samples), blank, (beta, rate, momentum), rest)


def write_network(network: NetworkFile, *, int8: bool) -> bytes:
    """The `.lstm` file, with weights of eight bits (for reading pages) or as they are (for training)."""
    out = [_part_bytes(part, int8=int8) for part in network.parts]
    out.append(struct.pack("<I", len(network.specification)) + network.specification)
    flags = network.flags | _INT_MODE if int8 else network.flags & ~_INT_MODE
    out.append(struct.pack("<iiii", flags, *network.iterations, network.blank))
    out.append(struct.pack("<fff", *network.rates) + network.rest)
    return b"".join(out)


def int8_steps(rows: Matrix) -> Matrix:
    """For each row of weights, the step between two values of its int8 form, as a column."""
    largest: Matrix = np.abs(rows).max(axis=1, keepdims=True)
    return np.where(largest > 0, largest, 1.0) / INT8_MAX


def read_recoder(data: bytes) -> list[int]:
    """The output of each character, from a `lstm-recoder` file in which each has one.

    Raises:
        ValueError: If a character has more outputs than one.
    """
    reader = _Reader(data)
    (count,) = reader.whole("I")
    codes = []
    for _ in range(count):
        _, length, code = reader.whole("bii")
        if length != 1:
            raise ValueError("a character with more codes than one")
        codes.append(code)
    return codes


def write_recoder(codes: Sequence[int]) -> bytes:
    """The `lstm-recoder` file for characters with one output each."""
    return struct.pack("<I", len(codes)) + b"".join(struct.pack("<bii", 1, 1, code) for code in codes)


@dataclass
class _Reader:
    data: bytes
    place: int = 0
    kept: int = 0
    found: list[bytes | Counts | Matrix] = field(default_factory=list)

    def take(self, layout: str) -> tuple[float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.place)
        self.place += struct.calcsize("<" + layout)
        return values

    def whole(self, layout: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.take(layout))

    def string(self) -> bytes:
        (length,) = self.whole("I")
        self.place += length
        return self.data[self.place - length : self.place]

    def add(self, part: Counts | Matrix, start: int) -> None:
        """Note a part that began at `start` and ends here; what was passed before it is kept as bytes."""
        self.found += [self.data[self.kept : start], part]
        self.kept = self.place

    def parts(self) -> tuple[bytes | Counts | Matrix, ...]:
        return (*self.found, self.data[self.kept : self.place])


def _read_layer(reader: _Reader) -> None:
    reader.whole("b")
    kind = reader.string().decode()
    _, _, flags, inputs = reader.whole("bbii")
    start = reader.place
    outputs, weights = reader.whole("ii")
    reader.add(Counts(outputs, weights), start)
    reader.string()
    if kind in _SERIES:
        (count,) = reader.whole("I")
        for _ in range(count):
            _read_layer(reader)
        if flags & _LEARNS_EACH:
            (rates,) = reader.whole("I")
            reader.place += 4 * rates
    elif kind in _FIXED:
        reader.place += _FIXED[kind]
    elif kind in _LSTM:
        (inside,) = reader.whole("i")
        for _ in range(5 if inside == inputs + 2 * outputs else 4):
            _read_matrix(reader)
    elif kind in _FULL:
        _read_matrix(reader)
    else:
        raise ValueError(f"unknown layer {kind}")


def _read_matrix(reader: _Reader) -> None:
    start = reader.place
    (mode,) = reader.whole("B")
    rows, columns = reader.whole("II")
    size = rows * columns
    if mode & _INT8:
        reader.whole("b")
        steps = np.frombuffer(reader.data, np.int8, size, reader.place).reshape(rows, columns)
        reader.place += size
        (count,) = reader.whole("I")
        scales = np.frombuffer(reader.data, "<f8", count, reader.place)[:rows, None]
        reader.place += 8 * count
        weights = steps * scales
    else:
        reader.take("d")
        weights = np.frombuffer(reader.data, "<f8", size, reader.place).reshape(rows, columns).copy()
        reader.place += 8 * size
    reader.add(weights, start)


def _part_bytes(part: bytes | Counts | Matrix, *, int8: bool) -> bytes:
    if isinstance(part, bytes):
        return part
    if isinstance(part, Counts):
        return struct.pack("<ii", part.outputs, part.weights)
    shape = struct.pack("<II", *part.shape)
    if not int8:
        return struct.pack("<B", _DOUBLE) + shape + struct.pack("<d", 0.0) + part.astype("<f8").tobytes()
    steps = int8_steps(part)
    whole = np.rint(part / steps).astype(np.int8)
    head = struct.pack("<B", _DOUBLE | _ADAM | _INT8) + shape + struct.pack("<b", 0)
    return head + whole.tobytes() + struct.pack("<I", len(steps)) + steps.astype("<f8").tobytes()
