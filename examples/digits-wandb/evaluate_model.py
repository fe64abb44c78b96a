"""report: judge a `trained-model` on the test set, which no step before has looked at."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import wandb

import settings
from digits import PROJECT
from digits.data import CLASSES, Dataset
from digits.network import Network
from digits.pictures import draw_digit
from digits.training import Evaluation, evaluate


def hardest_table(result: Evaluation, data: Dataset, hardest: list[int]) -> wandb.Table:
    """The digits that the network was most wrong about, as pictures and numbers."""
    table = wandb.Table(columns=["picture", "digit", "predicted", "probability", "loss"])
    for n in hardest:
        digit, predicted = int(result.labels[n]), int(result.predicted[n])
        probability = float(result.probabilities[n, predicted])
        picture = wandb.Image(draw_digit(data.images[n]))
        table.add_data(picture, digit, predicted, probability, float(result.losses[n]))
    return table


def confusion_table(result: Evaluation) -> wandb.Table:
    """How often each digit was taken for each other one."""
    rows = [[digit, *counts] for digit, counts in enumerate(result.confusion().tolist())]
    return wandb.Table(
        columns=["digit", *(f"taken for {digit}" for digit in range(CLASSES))], data=rows
    )


def evaluate_and_log(reference: str, config: dict[str, Any]) -> float:
    """Give back the accuracy on the test set."""
    with wandb.init(project=PROJECT, job_type="report", config=config) as run:
        data = Path(run.use_artifact("digits-preprocess:latest").download())
        test = Dataset.load(data / "test.npz")
        model = Path(run.use_artifact(reference).download())
        network = Network.load(model / "trained_model.npz")

        result = evaluate(network, test)
        hardest = result.hardest(config["hardest"]).tolist()

        run.summary.update({"loss": result.loss, "accuracy": result.accuracy})
        run.log(
            {
                "hardest-digits": [
                    wandb.Image(
                        draw_digit(test.images[n]),
                        caption=f"{result.labels[n]}, taken for {result.predicted[n]}",
                    )
                    for n in hardest
                ],
                "hardest-table": hardest_table(result, test, hardest),
                "confusion": confusion_table(result),
            }
        )
        return result.accuracy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--model", default="trained-model:latest", help="such as trained-model:best"
    )
    reference = parser.parse_args().model
    accuracy = evaluate_and_log(reference, settings.EVALUATION)
    print(f"{reference} recognizes {accuracy:.1%} of the test digits.")


if __name__ == "__main__":
    main()
