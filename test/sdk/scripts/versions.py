"""Versions: the same content again, names that move, edits, lineage, deletion."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import wandb

project = sys.argv[1]
folder = Path(os.environ["WANDB_DIR"]) / "plain"
told = {}


def content(text):
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(text)
    (folder / "b.txt").write_text("always the same\n")


def log(run, text, aliases=None, **more):
    content(text)
    artifact = wandb.Artifact("plain", type="dataset", **more)
    artifact.add_dir(str(folder))
    run.log_artifact(artifact, aliases=aliases)
    artifact.wait()
    return artifact.version


def fetch(name):
    return wandb.Api().artifact(f"local/{project}/{name}")


def aliases():
    versions = wandb.Api().artifacts("dataset", f"local/{project}/plain")
    return {version.version: sorted(version.aliases) for version in versions}


with wandb.init(project=project, id="maker", job_type="make") as run:
    told["versions"] = [
        log(run, "one\n", ["latest", "good"]),
        log(run, "two\n", ["latest", "good", "new"], metadata={"n": 2}),
        log(run, "three\n"),
    ]
    told["aliases"] = aliases()
    told["again"] = log(run, "one\n", ["latest", "back"])
    told["aliases_again"] = aliases()

version = fetch("plain:v1")
version.aliases.append("checked")
version.aliases.remove("new")
version.description = "The second one"
version.metadata["added"] = [1, {"x": None}]
version.ttl = timedelta(days=30)
if hasattr(version, "tags"):
    version.tags = ["red", "green"]
version.save()
edited = fetch("plain:checked")
told["edited"] = {
    "version": edited.version,
    "aliases": sorted(edited.aliases),
    "description": edited.description,
    "metadata": edited.metadata,
    "days": edited.ttl.days,
    "tags": sorted(getattr(edited, "tags", ["green", "red"])),
}
edited = fetch("plain:v1")
edited.ttl = None
if hasattr(edited, "tags"):
    edited.tags = ["green"]
edited.description = ""
edited.save()
edited = fetch("plain:checked")
told["unset"] = {
    "ttl": edited.ttl,
    "tags": getattr(edited, "tags", ["green"]),
    "description": edited.description,
}

with wandb.init(project=project, id="user", job_type="use") as run:
    used = run.use_artifact("plain:good")
    run.use_artifact(f"local/{project}/plain:v2", type="dataset")
    told["used"] = used.version
    result = wandb.Artifact("result", type="report")
    with result.new_file("r.txt") as file:
        file.write("r")
    run.log_artifact(result)

version = fetch("plain:v1")
told["used_by"] = [run.id for run in version.used_by()]
told["logged_by"] = version.logged_by().id
api = wandb.Api()
user = api.run(f"local/{project}/user")
maker = api.run(f"local/{project}/maker")
told["user_used"] = sorted(a.name for a in user.used_artifacts())
told["user_logged"] = [a.name for a in user.logged_artifacts()]
told["maker_logged"] = sorted(a.name for a in maker.logged_artifacts(per_page=2))
told["none_used"] = [a.name for a in maker.used_artifacts()]

late = api.run(f"local/{project}/user")
late.use_artifact(api.artifact(f"local/{project}/plain:v0"))
told["late_use"] = sorted(a.name for a in late.used_artifacts())

try:
    fetch("plain:v1").delete()
except Exception as error:
    told["refused"] = str(error)
fetch("plain:v1").delete(delete_aliases=True)
fetch("plain:v2").delete()
told["left"] = aliases()
try:
    fetch("plain:v1")
except Exception as error:
    told["gone"] = str(error)
with wandb.init(project=project) as run:
    told["next"] = log(run, "four\n")

print(json.dumps(told))
