"""One of several programs that log at once: the same content, content of its own, and metrics of one shared run."""

import json
import sys
import time
from pathlib import Path

import wandb

project, number, start = sys.argv[1:]
gate = Path(start)
told = []


def artifact(name, text):
    made = wandb.Artifact(name, type="dataset")
    for part in range(5):
        with made.new_file(f"{part}.txt") as file:
            file.write(f"{text} {part}")
    return made


run = wandb.init(project=project, id=f"writer-{number}")
(gate.parent / f"ready-{number}").touch()
while not gate.exists():
    time.sleep(0.01)
for n in range(4):
    same = artifact("same", f"content {n}")
    own = artifact("own", f"content {n} of {number}")
    run.log_artifact(same, aliases=["latest", f"round-{n}"])
    run.log_artifact(own, aliases=["latest", f"by-{number}"])
    same.wait()
    own.wait()
    told.append([same.version, own.version])
    run.log({"n": n})
run.finish()
print(json.dumps(told))
