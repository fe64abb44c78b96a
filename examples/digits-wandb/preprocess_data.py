"""preprocess-data: make of `digits-raw` the numbers to train on. Logs `digits-preprocess`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import wandb

import settings
from digits import PROJECT, SPLITS
from digits.data import Dataset, add_shifted, normalize


def preprocess(digits: Dataset, steps: dict[str, Any], training: bool) -> Dataset:
    """Only training digits are also moved: the others are judged as they were written."""
    if steps["normalize"]:
        digits = normalize(digits)
    if steps["shifts"] and training:
        digits = add_shifted(digits)
    return digits


def preprocess_and_log(steps: dict[str, Any]) -> None:
    with wandb.init(project=PROJECT, job_type="preprocess-data", config=steps) as run:
        raw_folder = Path(run.use_artifact("digits-raw:latest").download())

        prepared = wandb.Artifact(
            "digits-preprocess",
            type="dataset",
            description="Digits as numbers to train on",
            metadata=dict(steps),
        )
        for split in SPLITS:
            raw = Dataset.load(raw_folder / f"{split}.npz")
            digits = preprocess(raw, steps, training=split == "training")
            with prepared.new_file(f"{split}.npz", mode="wb") as file:
                digits.save(file)
            run.summary.update({split: len(digits)})

        run.log_artifact(prepared)


if __name__ == "__main__":
    preprocess_and_log(settings.PREPROCESS_DATA)
