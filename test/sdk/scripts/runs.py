"""A run: begun, changed from inside and from outside, gone on with, deleted."""

import copy
import json
import sys

import wandb

project = sys.argv[1]
path = f"local/{project}/first"
told = {}


def describe():
    run = wandb.Api().run(path)
    summary = run.summary._json_dict
    return {
        "name": run.name,
        "state": run.state,
        "config": copy.deepcopy(run.config),
        "summary": {k: v for k, v in summary.items() if not k.startswith("_")},
        "tags": sorted(run.tags),
        "notes": run.notes,
        "group": run.group,
        "job_type": run.job_type,
        "last_step": run.lastHistoryStep,
    }


with wandb.init(
    project=project,
    id="first",
    group="fold-1",
    job_type="train",
    name="first light",
    notes="How it began",
    tags=["a", "b"],
    config={"lr": 0.1, "layers": [8, 4], "net": {"dropout": 0.5}},
) as run:
    run.config.update({"lr": 0.2}, allow_val_change=True)
    run.config["batch"] = 32
    run.tags = run.tags + ("c",)
    run.notes = "How it went on"
    run.log({"loss": 1.0})
    run.log({"loss": 0.5})
    run.summary["best"] = 0.5
    run.summary["nested"] = {"deep": 1}
    told["url"] = run.url
    told["entity"] = run.entity

told["logged"] = describe()

run = wandb.Api().run(path)
told["user"] = run.user.username
told["path"] = run.path
told["address"] = run.url
run.config["lr"] = 0.3
run.config["added"] = True
run.tags = ["edited"]
run.name = "second light"
run.notes = "Edited"
run.group = "fold-2"
run.update()
run.summary["checked"] = 1
run.summary.update({"by": "hand"})
told["edited"] = describe()

with wandb.init(project=project, id="first", resume="must") as run:
    told["resumed"] = {
        "resumed": run.resumed,
        "starting_step": run.starting_step,
        "lr": run.config["lr"],
        "best": run.summary["best"],
    }
    run.log({"loss": 0.25})
told["again"] = describe()
history = wandb.Api().run(path).scan_history(keys=["loss"])
told["losses"] = [row["loss"] for row in history]

with wandb.init(project=project, id="fresh", resume="allow") as run:
    told["fresh"] = {"resumed": run.resumed, "id": run.id, "name": run.name}

with wandb.init(project=project, id="fresh") as run:
    run.log({"loss": 1})
with wandb.init(project=project, id="fresh") as run:
    run.log({"loss": 2})
history = wandb.Api().run(f"local/{project}/fresh").scan_history()
told["anew"] = [row["loss"] for row in history]

wandb.Api().run(f"local/{project}/fresh").delete()
try:
    wandb.Api().run(f"local/{project}/fresh")
except Exception as error:
    told["deleted"] = str(error)

print(json.dumps(told))
