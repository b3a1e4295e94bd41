"""Tesseract's line recogniser in PyTorch: the network of `swe`, batch by batch, with the int8 steps kept in sight.

`[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx512 O1c1]`: a picture 48 pixels high, a convolution and pooling by
three, columns summed up by an LSTM from top to bottom, then LSTMs to the right, to the left and to the right.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from models.network import INT8_MAX, Matrix

HEIGHT = 48
SHRINK = 3  # pixels across in one time step


class LineRecogniser(nn.Module):
    """The network, its matrices in the shapes and order of Tesseract's file.

    Args:
        matrices: Convolution, four gates for each of four LSTMs (cell input, input, forget, output), outputs.
    """

    def __init__(self, matrices: Sequence[Matrix]) -> None:
        super().__init__()
        self.weights = nn.ParameterList(nn.Parameter(torch.tensor(matrix, dtype=torch.float32)) for matrix in matrices)

    def matrices(self) -> list[Matrix]:
        """The weights as they stand now."""
        return [weights.detach().double().numpy() for weights in self.weights]

    def forward(self, pictures: Tensor, *, int8: bool = False) -> Tensor:
        """Scores of the outputs, (time, batch, outputs), before the softmax.

        Args:
            pictures: Normalised lines, (batch, 1, 48, width), about -1 for ink and 1 for paper.
            int8: Reckon with the weights as int8 would have them; gradients pass as though they were exact.
        """
        weights = [_as_int8(matrix) if int8 else matrix for matrix in self.weights]
        columns = _convolve(pictures, weights[0])
        batch, features, height, width = columns.shape
        down = columns.permute(2, 0, 3, 1).reshape(height, batch * width, features)
        across = _lstm(down, weights[1:5])[-1].reshape(batch, width, -1).transpose(0, 1)
        right = _lstm(across, weights[5:9])
        left = _lstm(right.flip(0), weights[9:13]).flip(0)
        last = _lstm(left, weights[13:17])
        return nn.functional.linear(last, weights[17][:, :-1], weights[17][:, -1]).float()


def normalise(picture: np.ndarray) -> np.ndarray:
    """A grey line as the network takes it: black and white as Tesseract finds them along the middle row."""
    middle = picture[picture.shape[0] // 2].astype(np.int32)
    before, here, after = middle[:-2], middle[1:-1], middle[2:]
    low = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    high = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    black = _quantile(low, 0.25) if low.size else 0.0
    white = _quantile(high, 0.75) if high.size else 255.0
    contrast = (white - black) / 2 if white > black else 1.0
    return ((picture - black) / contrast - 1.0).astype(np.float32)


def best_path(scores: Tensor, blank: int) -> list[list[int]]:
    """For each line of the batch the outputs of the best path, without blanks and repetitions."""
    found = []
    for path in scores.argmax(2).T.tolist():
        outputs = [output for previous, output in zip([blank, *path], path, strict=False) if output != previous]
        found.append([output for output in outputs if output != blank])
    return found


def _quantile(values: np.ndarray, share: float) -> float:
    """Tesseract's quantile of whole numbers from its histogram: between two values by interpolation."""
    counts = np.bincount(values, minlength=256)
    target = min(max(share * values.size, 1.0), float(values.size))
    total = np.cumsum(counts)
    index = int(np.searchsorted(total, target))
    return float(index + 1 - (total[index] - target) / counts[index])


def _convolve(pictures: Tensor, weights: Tensor) -> Tensor:
    """Convolution by 3 x 3 with tanh, and the largest of each 3 x 3. Tesseract's windows run by columns."""
    outputs = weights.shape[0]
    kernel = weights[:, :-1].reshape(outputs, 1, 3, 3).transpose(2, 3)
    padded = nn.functional.pad(pictures, (1, 1, 1, 1), mode="replicate")
    convolved = nn.functional.conv2d(padded, kernel, weights[:, -1])
    return torch.tanh(nn.functional.max_pool2d(convolved, SHRINK))  # tanh rises, so the order does not matter


def _lstm(inputs: Tensor, gates: Sequence[Tensor]) -> Tensor:
    """One LSTM over (time, batch, features); PyTorch wants the gates as input, forget, cell, output."""
    cell, enter, forget, leave = gates
    ordered = torch.cat([enter, forget, cell, leave])
    features, states = inputs.shape[2], cell.shape[0]
    start = inputs.new_zeros(1, inputs.shape[1], states)
    bias = ordered[:, -1].contiguous()
    parameters = [
        ordered[:, :features].contiguous(),
        ordered[:, features:-1].contiguous(),
        bias,
        torch.zeros_like(bias),
    ]
    outputs: Tensor = torch._VF.lstm(
        inputs, (start, start), parameters, True, 1, 0.0, torch.is_grad_enabled(), False, False
    )[0]
    return outputs


def _as_int8(weights: Tensor) -> Tensor:
    steps = weights.detach().abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / INT8_MAX
    return weights + (torch.round(weights / steps) * steps - weights).detach()
