"""A run that ends in the way that is asked for."""

import sys
import time

import wandb

project, how = sys.argv[1:]
run = wandb.init(project=project, id=how)
run.log({"x": 1})
if how == "raises":
    raise ValueError("something went wrong")
if how == "exits":
    sys.exit(3)
if how == "says-so":
    run.finish(exit_code=5)
if how == "is-stopped":
    while True:
        time.sleep(0.1)
