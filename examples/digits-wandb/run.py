"""Run the whole pipeline: each step is a run of its own, and hands artifacts on."""

from __future__ import annotations

import os
from pathlib import Path

import wandb

import settings
from digits import PROJECT
from digits.server import require_server
from evaluate_model import evaluate_and_log
from initialize_model import initialize_and_log
from load_data import load_and_log
from preprocess_data import preprocess_and_log
from train_model import train_and_log


def add_alias(reference: str, alias: str) -> None:
    """The version that had the alias before loses it."""
    version = wandb.Api().artifact(f"{PROJECT}/{reference}")
    if alias not in version.aliases:
        version.aliases.append(alias)
        version.save()


def main() -> None:
    require_server()
    # wandb keeps its folders where it is called: let that be here, wherever the terminal is.
    os.chdir(Path(__file__).resolve().parent)

    load_and_log(settings.LOAD_DATA)
    preprocess_and_log(settings.PREPROCESS_DATA)
    initialize_and_log(settings.NETWORK)
    models = [train_and_log(config) for config in settings.TRAININGS]

    # The validation set chooses; the test set only judges what was chosen.
    best = max(models, key=lambda model: model.accuracy)
    add_alias(best.reference, "best")
    accuracy = evaluate_and_log("trained-model:best", settings.EVALUATION)

    for reference, validation_accuracy in models:
        print(f"{reference} recognizes {validation_accuracy:.1%} of the validation digits.")
    print(f"The best of them is {best.reference}. It recognizes {accuracy:.1%} of the test digits.")


if __name__ == "__main__":
    main()
