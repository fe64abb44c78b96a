"""initialize: random weights for trainings to start from. Logs `mlp`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import wandb

import settings
from digits import PROJECT
from digits.network import Network


def initialize_and_log(config: dict[str, Any]) -> None:
    with wandb.init(project=PROJECT, job_type="initialize", config=config) as run:
        network = Network.initialize(run.config["hidden"], run.config["init_seed"])

        path = Path(run.dir, "initialized_model.npz")
        network.save(path)
        model = wandb.Artifact(
            "mlp",
            type="model",
            description="Perceptron with random weights, not trained yet",
            metadata=dict(config),
        )
        model.add_file(str(path))
        run.log_artifact(model)

        run.save(str(path), base_path=run.dir, policy="now")
        run.summary.update({"weights": network.size})


if __name__ == "__main__":
    initialize_and_log(settings.NETWORK)
