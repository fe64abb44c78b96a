"""load-data: divide the digits into training, validation and test. Logs `digits-raw`."""

from __future__ import annotations

from typing import Any

import wandb

import settings
from digits import PROJECT
from digits.data import INK, SIDE, SOURCE, read_digits, split_digits


def load_and_log(config: dict[str, Any]) -> None:
    with wandb.init(project=PROJECT, job_type="load-data", config=config) as run:
        splits = split_digits(read_digits(), **config)
        sizes = {split: len(digits) for split, digits in splits.items()}

        raw = wandb.Artifact(
            "digits-raw",
            type="dataset",
            description="Handwritten digits, divided into training, validation and test",
            metadata={
                **config,
                "source": SOURCE,
                "sizes": sizes,
                "shape": [SIDE, SIDE],
                "values": [0, INK],
            },
        )
        for split, digits in splits.items():
            with raw.new_file(f"{split}.npz", mode="wb") as file:
                digits.save(file)

        run.log_artifact(raw)
        run.summary.update(sizes)


if __name__ == "__main__":
    load_and_log(settings.LOAD_DATA)
