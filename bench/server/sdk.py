"""Logs a folder, or downloads an artifact, as one does with wandb: sdk.py log FOLDER | sdk.py get FOLDER."""

import sys

import wandb

operation, folder = sys.argv[1:]
with wandb.init(project="bench", job_type=operation, settings=wandb.Settings(silent=True)) as run:
    if operation == "log":
        artifact = wandb.Artifact("workload", type="dataset")
        artifact.add_dir(folder)
        run.log_artifact(artifact).wait()
    else:
        run.use_artifact("workload:latest").download(root=folder)
