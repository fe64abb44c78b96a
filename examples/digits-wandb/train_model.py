"""train: train `mlp` on `digits-preprocess`. Logs `trained-model`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import wandb

import settings
from digits import PROJECT
from digits.data import Dataset
from digits.network import Network
from digits.training import Adam, evaluate, train_epoch


class TrainedModel(NamedTuple):
    """A version of `trained-model`, and its accuracy on the validation set."""

    reference: str
    accuracy: float


def train(
    run: wandb.Run, network: Network, training: Dataset, validation: Dataset, config: dict[str, Any]
) -> dict[str, float]:
    """Train in place, telling the run how it goes; give back how well it does in the end."""
    optimizer = Adam(network.parameters, config["learning_rate"])
    rng = np.random.default_rng(config["shuffle_seed"])
    metrics: dict[str, float] = {}
    examples = 0
    for epoch in range(1, config["epochs"] + 1):
        for batch, (count, loss) in enumerate(
            train_epoch(network, optimizer, training, config["batch_size"], rng)
        ):
            examples += count
            if batch % config["log_every"] == 0:
                run.log({"epoch": epoch, "train/loss": loss}, step=examples)
        result = evaluate(network, validation)
        metrics = {"validation/loss": result.loss, "validation/accuracy": result.accuracy}
        run.log({"epoch": epoch, **metrics}, step=examples)
        print(f"epoch {epoch:2}: loss {result.loss:.4f}, accuracy {result.accuracy:.2%}")
    return metrics


def train_and_log(config: dict[str, Any]) -> TrainedModel:
    """One training is one run; its `step` is the number of examples seen."""
    with wandb.init(project=PROJECT, job_type="train", config=config) as run:
        data = Path(run.use_artifact("digits-preprocess:latest").download())
        training = Dataset.load(data / "training.npz")
        validation = Dataset.load(data / "validation.npz")

        untrained = run.use_artifact("mlp:latest")
        network = Network.load(Path(untrained.download(), "initialized_model.npz"))
        run.config.update(untrained.metadata)

        metrics = train(run, network, training, validation, config)

        path = Path(run.dir, "trained_model.npz")
        network.save(path)
        model = wandb.Artifact(
            "trained-model",
            type="model",
            description=f"Perceptron after {config['epochs']} epochs",
            metadata={**untrained.metadata, **config, **metrics},
        )
        model.add_file(str(path))
        logged = run.log_artifact(model)
        run.save(str(path), base_path=run.dir, policy="now")

        logged.wait()  # only then it is known which version this is
        return TrainedModel(f"trained-model:{logged.version}", metrics["validation/accuracy"])


def main() -> None:
    default = settings.TRAINING
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learning-rate", type=float, default=default["learning_rate"])
    parser.add_argument("--epochs", type=int, default=default["epochs"])
    parser.add_argument("--batch-size", type=int, default=default["batch_size"])
    model = train_and_log({**default, **vars(parser.parse_args())})
    print(f"{model.reference} recognizes {model.accuracy:.1%} of the validation digits.")


if __name__ == "__main__":
    main()
