"""The lightest and the darkest of what is around each pixel, as Pillow's slow filters find them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFilter

from ocr_fix.recognition.neighbours import darkest_around, lightest_around


@pytest.mark.parametrize("size", [(97, 61), (8, 200), (3, 2), (1, 1)])
@pytest.mark.parametrize("reach", [1, 2, 4, 6])
def test_they_are_those_of_the_filters(size: tuple[int, int], reach: int) -> None:
    shades = np.random.default_rng(reach).integers(0, 256, size[::-1], np.uint8)
    image = Image.fromarray(shades)
    largest = np.array(
        [
            [shades[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].max() for x in range(size[0])]
            for y in range(size[1])
        ]
    )
    assert np.array_equal(np.asarray(lightest_around(image, reach)), largest)
    assert darkest_around(image, reach) == ImageChops.invert(lightest_around(ImageChops.invert(image), reach))
    if min(size) > 2 * reach:
        assert lightest_around(image, reach) == image.filter(ImageFilter.MaxFilter(2 * reach + 1))
        assert darkest_around(image, reach) == image.filter(ImageFilter.MinFilter(2 * reach + 1))
