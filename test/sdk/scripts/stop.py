"""Asks runs to stop, once they are there."""

import json
import sys
import time

import wandb


def find(path):
    while True:
        try:
            return wandb.Api().run(path)
        except Exception as error:
            if "Could not find" not in str(error):
                raise
        time.sleep(0.5)


told = []
for path in sys.argv[1:]:
    run = find(path)
    told.append(run.state)
    run.stop()
print(json.dumps(told))
