"""Versions that build on others, and versions that several runs write together."""

import json
import os
import sys
from pathlib import Path

import wandb

project = sys.argv[1]
here = Path(os.environ["WANDB_DIR"]) / "drafts"
here.mkdir(exist_ok=True)
told = {}


def write(name, text):
    (here / name).write_text(text)
    return str(here / name)


def contents(reference):
    artifact = wandb.Api().artifact(f"local/{project}/{reference}")
    root = Path(artifact.download(root=str(here / reference.replace(":", "-"))))
    return {
        "version": artifact.version,
        "files": {
            str(p.relative_to(root)): p.read_text()
            for p in sorted(root.rglob("*"))
            if p.is_file()
        },
    }


with wandb.init(project=project) as run:
    first = wandb.Artifact("growing", type="dataset")
    first.add_file(write("a.txt", "a"), name="a.txt")
    first.add_file(write("b.txt", "b"), name="b.txt")
    run.log_artifact(first)
    first.wait()

    draft = first.new_draft()
    draft.add_file(write("c.txt", "c"), name="c.txt")
    draft.remove("a.txt")
    draft.metadata["draft"] = True
    run.log_artifact(draft)
    draft.wait()
    told["draft"] = draft.version

    more = wandb.Artifact("growing", type="dataset", incremental=True)
    more.add_file(write("d.txt", "d"), name="d.txt")
    more.add_file(write("b2.txt", "b again"), name="b.txt")
    run.log_artifact(more)
    more.wait()
told["growing"] = [contents(f"growing:v{n}") for n in range(3)]

for n in range(3):
    with wandb.init(project=project, group="writers") as run:
        shared = wandb.Artifact("shared", type="dataset")
        shared.add_file(write(f"part-{n}.txt", str(n)), name=f"part-{n}.txt")
        if n < 2:
            run.upsert_artifact(shared, distributed_id="together")
        else:
            run.finish_artifact(shared, distributed_id="together")
            shared.wait()
told["shared"] = contents("shared:latest")

alone = wandb.Artifact("alone", type="dataset")
with alone.new_file("a.txt") as file:
    file.write("no run")
alone.save(project=project)
alone.wait()
told["alone"] = alone.name
print(json.dumps(told))
