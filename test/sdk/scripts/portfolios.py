"""Versions linked into a portfolio, used through it, and let go of again."""

import json
import sys

import wandb

project = sys.argv[1]
where = f"local/{project}"
told = {}


def make(run, n):
    artifact = wandb.Artifact("net", type="model")
    with artifact.new_file("weights.txt") as file:
        file.write(str(n))
    run.log_artifact(artifact)
    return artifact


with wandb.init(project=project, id="linker") as run:
    for n in range(3):
        artifact = make(run, n)
        artifact.wait()
        if n > 0:
            run.link_artifact(artifact, f"{where}/best", aliases=[f"n{n}"])
    # Before it is committed.
    run.link_artifact(make(run, 3), f"{where}/best", aliases=["unwaited"])

api = wandb.Api()
api.artifact(f"{where}/net:v0").link(f"{where}/shelf", aliases=["first"])

linked = wandb.Api().artifact(f"{where}/best:n1")
told["linked"] = {
    "version": linked.version,
    "name": linked.name,
    "source": linked.source_name,
    "aliases": sorted(linked.aliases),
}
told["versions"] = [
    [v.version, v.source_version, sorted(v.aliases)]
    for v in wandb.Api().artifacts("model", f"{where}/best")
]
told["collections"] = sorted(
    [c.name, c.is_sequence()] for c in api.artifact_collections(where, "model")
)

with wandb.init(project=project, id="user") as run:
    used = run.use_artifact(f"{where}/best:latest")
    told["used"] = [used.source_name, used.version]
    with open(used.download() + "/weights.txt") as file:
        told["content"] = file.read()
told["used_by"] = [r.id for r in api.artifact(f"{where}/net:v3").used_by()]

linked = wandb.Api().artifact(f"{where}/best:v0")
linked.aliases.append("extra")
linked.save()
told["extra"] = wandb.Api().artifact(f"{where}/best:extra").source_version
told["net_aliases"] = sorted(wandb.Api().artifact(f"{where}/net:v1").aliases)
if hasattr(linked, "linked_artifacts"):
    told["links"] = sorted(
        a.qualified_name for a in api.artifact(f"{where}/net:v1").linked_artifacts
    )
if hasattr(linked, "unlink"):
    wandb.Api().artifact(f"{where}/best:v1").unlink()
    told["unlinked"] = [
        v.version for v in wandb.Api().artifacts("model", f"{where}/best")
    ]
api.artifact_collection("model", f"{where}/best").delete()
try:
    wandb.Api().artifact(f"{where}/best:v0")
except Exception as error:
    told["after"] = str(error)
told["source"] = wandb.Api().artifact(f"{where}/net:v3").state
print(json.dumps(told))
