"""A multilayer perceptron: dense layers with ReLU between them, and softmax on the last."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np

from digits.data import CLASSES, SIDE, Dataset


class Network:
    """One list of arrays, for the optimizer: weights and biases of each layer in turn."""

    def __init__(self, parameters: list[np.ndarray]) -> None:
        self.parameters = parameters

    @classmethod
    def initialize(cls, hidden: Sequence[int], seed: int) -> Network:
        """Random weights as wide as He et al. (2015) found right for ReLU."""
        rng = np.random.default_rng(seed)
        sizes = [SIDE * SIDE, *hidden, CLASSES]
        parameters: list[np.ndarray] = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            weights = rng.normal(scale=np.sqrt(2 / inputs), size=(inputs, outputs))
            parameters += [weights.astype(np.float32), np.zeros(outputs, np.float32)]
        return cls(parameters)

    @property
    def size(self) -> int:
        """The number of weights and biases."""
        return sum(array.size for array in self.parameters)

    def probabilities(self, images: np.ndarray) -> np.ndarray:
        """How likely each picture is each of the ten digits."""
        return self._forward(images)[-1]

    def loss_and_gradients(self, batch: Dataset) -> tuple[float, list[np.ndarray]]:
        """The mean cross-entropy, and its derivative by every array of `parameters`."""
        *inputs, probabilities = self._forward(batch.images)
        loss = float(cross_entropy(probabilities, batch.labels).mean())

        error = (probabilities - np.eye(CLASSES, dtype=np.float32)[batch.labels]) / len(batch)
        gradients: list[np.ndarray] = []
        for layer in reversed(range(len(inputs))):
            gradients = [inputs[layer].T @ error, error.sum(axis=0), *gradients]
            # What ReLU did not let through takes no part in the error.
            error = (error @ self.parameters[2 * layer].T) * (inputs[layer] > 0)
        return loss, gradients

    def save(self, path: str | PathLike[str]) -> None:
        np.savez(path, *self.parameters)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Network:
        with np.load(path) as arrays:
            return cls([arrays[f"arr_{n}"] for n in range(len(arrays.files))])

    def _forward(self, images: np.ndarray) -> list[np.ndarray]:
        """What goes into each layer, and the probabilities that the last one gives."""
        values = images.reshape(len(images), -1)
        answers = [values]
        for layer in range(0, len(self.parameters), 2):
            weights, biases = self.parameters[layer : layer + 2]
            values = values @ weights + biases
            last = layer + 2 == len(self.parameters)
            answers.append(softmax(values) if last else np.maximum(values, 0))
            values = answers[-1]
        return answers


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities, made so that no exponential overflows."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The loss of each example, in nats."""
    right = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.maximum(right, np.finfo(right.dtype).tiny))
