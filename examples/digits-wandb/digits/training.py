"""Training, and judging what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from digits.data import Dataset
from digits.network import Network, cross_entropy


class Adam:
    """The optimizer of Kingma and Ba (2015), with their usual constants."""

    def __init__(self, parameters: list[np.ndarray], learning_rate: float) -> None:
        self.parameters = parameters
        self.learning_rate = learning_rate
        self.means = [np.zeros_like(array) for array in parameters]
        self.squares = [np.zeros_like(array) for array in parameters]
        self.steps = 0

    def step(self, gradients: list[np.ndarray]) -> None:
        """Change the parameters in place."""
        self.steps += 1
        bias1, bias2 = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        for array, gradient, mean, square in zip(
            self.parameters, gradients, self.means, self.squares
        ):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            array -= self.learning_rate * (mean / bias1) / (np.sqrt(square / bias2) + 1e-8)


@dataclass(frozen=True)
class Evaluation:
    """What a network says about a dataset, example by example."""

    labels: np.ndarray
    predicted: np.ndarray
    probabilities: np.ndarray
    losses: np.ndarray

    @property
    def loss(self) -> float:
        return float(self.losses.mean())

    @property
    def accuracy(self) -> float:
        return float((self.predicted == self.labels).mean())

    def hardest(self, count: int) -> np.ndarray:
        """The examples with the highest losses, the worst first."""
        return np.argsort(-self.losses, kind="stable")[:count]

    def confusion(self) -> np.ndarray:
        """How often each digit (row) was taken for each digit (column)."""
        counts = np.zeros((self.probabilities.shape[1],) * 2, int)
        np.add.at(counts, (self.labels, self.predicted), 1)
        return counts


def evaluate(network: Network, data: Dataset) -> Evaluation:
    """Ask the network about every example."""
    probabilities = network.probabilities(data.images)
    losses = cross_entropy(probabilities, data.labels)
    return Evaluation(data.labels, probabilities.argmax(axis=1), probabilities, losses)


def train_epoch(
    network: Network, optimizer: Adam, data: Dataset, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[int, float]]:
    """Train on each example once; tell of each batch how many it had and its mean loss."""
    for batch in data.batches(batch_size, rng):
        loss, gradients = network.loss_and_gradients(batch)
        optimizer.step(gradients)
        yield len(batch), loss
