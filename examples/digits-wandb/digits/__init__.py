"""What the steps of the pipeline share: no file in here imports wandb."""

PROJECT = "digits-wandb"
SPLITS = ("training", "validation", "test")
