"""Integers that a double has no room for: said, and read again."""

import json
import os
import sys

import wandb

project = sys.argv[1]
odd = 2**60 + 1
numbers = {"big": odd, "minus": -odd, "huge": 2**80, "double": 1.2345678901234567e20}
metadata = {**numbers, "deep": [{"rows": [odd]}]}
told = {}


def same(found, said):
    """Equal, and of the same types: in Python 1.0 is equal to 1."""
    return repr(found) == repr(said)


path = os.path.join(os.environ["WANDB_DIR"], "a.txt")
with open(path, "w") as file:
    file.write("one")
with wandb.init(
    project=project, id="exact", config={"seed": odd, "net": {"seed": -odd}}
) as run:
    run.log({"tokens": odd, "loss": 0.5})
    run.summary["best"] = odd
    artifact = wandb.Artifact("exact", type="dataset", metadata=metadata)
    artifact.add_file(path)
    run.log_artifact(artifact).wait()

api = wandb.Api()
found = api.artifact(f"local/{project}/exact:latest")
told["metadata"] = same(found.metadata, metadata)
found.metadata["added"] = odd + 2
found.save()
again = wandb.Api().artifact(f"local/{project}/exact:latest").metadata
told["edited"] = same(again, {**metadata, "added": odd + 2})

run = api.run(f"local/{project}/exact")
told["config"] = same([run.config["seed"], run.config["net"]], [odd, {"seed": -odd}])
summary = run.summary._json_dict
told["summary"] = same([summary["best"], summary["tokens"]], [odd, odd])
# By their keys, wandb 0.31 itself reads the numbers of rows as doubles.
told["history"] = [row["tokens"] for row in run.scan_history()] == [odd]
told["sampled"] = [
    row["tokens"] for row in run.history(keys=["tokens"], pandas=False)
] == [odd]
run.config["seed"] = 2**80
run.update()
run.summary["best"] = 2**80
run.summary.update()
changed = wandb.Api().run(f"local/{project}/exact")
told["changed"] = same([changed.config["seed"], changed.summary["best"]], [2**80] * 2)
found = wandb.Api().runs(f"local/{project}", {"config.seed": 2**80})
told["found"] = [run.id for run in found]
print(json.dumps(told))
