"""Digits as pictures that a person can look at."""

from __future__ import annotations

import numpy as np

SCALE = 8  # 8 x 8 pixels are too small to see


def draw_digit(image: np.ndarray) -> np.ndarray:
    """Grey values from 0 to 255, eight times as large, black ink on white paper."""
    grey = np.rint(255 * (1 - image / image.max())).astype(np.uint8)
    return grey.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
