"""A run that nobody hears of until it is sent later."""

import json
import os
import sys

import wandb

project = sys.argv[1]
with wandb.init(project=project, id="away", config={"lr": 0.1}, job_type="field") as run:
    for step in range(5):
        run.log({"x": step})
    artifact = wandb.Artifact("brought", type="dataset", metadata={"far": True})
    with artifact.new_file("a.txt") as file:
        file.write("from far away")
    run.log_artifact(artifact, aliases=["latest", "home"])
    run.summary["best"] = 4
    name = "notes.txt"
    with open(os.path.join(os.environ["WANDB_DIR"], name), "w") as file:
        file.write("notes")
    run.save(os.path.join(os.environ["WANDB_DIR"], name), base_path=os.environ["WANDB_DIR"])
    folder = os.path.dirname(run.dir)
print(json.dumps({"folder": folder}))
