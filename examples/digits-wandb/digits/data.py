"""The handwritten digits: read, divided, prepared, and kept in files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import IO

import numpy as np

from digits import SPLITS

SIDE = 8
CLASSES = 10
INK = 16  # the darkest a pixel is
SOURCE = "UCI ML Repository, Optical Recognition of Handwritten Digits (CC BY 4.0)"

FILE = Path("data", "digits.csv.gz")
HERE = Path(__file__).resolve().parent.parent
# One copy of the data serves both samples: look also around this one, and in the other.
PLACES = (HERE, HERE.parent, HERE.parent / "digits")


@dataclass(frozen=True)
class Dataset:
    """Pictures of 8 x 8 pixels, and the digit that each of them shows."""

    images: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def save(self, file: IO[bytes]) -> None:
        """Write both arrays in numpy's format: the same arrays always give the same bytes."""
        np.savez_compressed(file, images=self.images, labels=self.labels)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Dataset:
        with np.load(path) as arrays:
            return cls(arrays["images"], arrays["labels"])

    def batches(self, size: int, rng: np.random.Generator) -> Iterator[Dataset]:
        """All examples once, in random order."""
        order = rng.permutation(len(self))
        for start in range(0, len(self), size):
            chosen = order[start : start + size]
            yield Dataset(self.images[chosen], self.labels[chosen])


def read_digits() -> Dataset:
    """All 1,797 digits in the order of the file."""
    for place in PLACES:
        if (place / FILE).exists():
            table = np.loadtxt(place / FILE, delimiter=",", dtype=np.uint8)
            return Dataset(table[:, :-1].reshape(-1, SIDE, SIDE), table[:, -1])
    raise FileNotFoundError(
        f"{FILE} is missing; copy the folder `data` of the digits sample to {HERE}"
    )


def split_digits(digits: Dataset, validation: float, test: float, seed: int) -> dict[str, Dataset]:
    """Divide at random, with the same share of every digit in each split."""
    rng = np.random.default_rng(seed)
    chosen: dict[str, list[np.ndarray]] = {split: [] for split in SPLITS}
    for label in range(CLASSES):
        rows = rng.permutation(np.flatnonzero(digits.labels == label))
        ends = np.cumsum([round(len(rows) * validation), round(len(rows) * test)])
        for split, part in zip(("validation", "test", "training"), np.split(rows, ends)):
            chosen[split].append(part)
    rows_of = {split: np.sort(np.concatenate(parts)) for split, parts in chosen.items()}
    return {
        split: Dataset(digits.images[rows], digits.labels[rows]) for split, rows in rows_of.items()
    }


def normalize(digits: Dataset) -> Dataset:
    """Values from 0 to 1 instead of 0 to 16."""
    return Dataset(digits.images.astype(np.float32) / INK, digits.labels)


def add_shifted(digits: Dataset) -> Dataset:
    """Every picture also a pixel left, right, up and down: the place shall not matter."""
    padded = np.pad(digits.images, ((0, 0), (1, 1), (1, 1)))
    corners = ((1, 1), (1, 2), (1, 0), (2, 1), (0, 1))
    moved = [padded[:, top : top + SIDE, left : left + SIDE] for top, left in corners]
    return Dataset(np.concatenate(moved), np.tile(digits.labels, len(corners)))
