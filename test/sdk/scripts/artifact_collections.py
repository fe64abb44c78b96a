"""What a project holds: types, collections and their versions; collections described, renamed, moved and deleted."""

import json
import sys

import wandb

project = sys.argv[1]
where = f"local/{project}"
told = {}

with wandb.init(project=project) as run:
    for type, name, count in [
        ("dataset", "raw", 3),
        ("dataset", "clean", 1),
        ("model", "net", 1),
    ]:
        for n in range(count):
            artifact = wandb.Artifact(name, type=type)
            with artifact.new_file("n.txt") as file:
                file.write(f"{name} {n}")
            run.log_artifact(artifact, aliases=["latest", f"a{n}"])
            artifact.wait()

api = wandb.Api()
told["types"] = sorted(t.name for t in api.artifact_types(where) if t.name != "job")
told["type"] = api.artifact_type("dataset", where).name
told["collections"] = [
    c.name for c in api.artifact_collections(where, "dataset")
]
told["paged"] = [
    c.name for c in api.artifact_collections(where, "dataset", per_page=1)
]
told["of_type"] = [c.name for c in api.artifact_type("dataset", where).collections()]
told["versions"] = [v.version for v in api.artifacts("dataset", f"{where}/raw")]
told["versions_paged"] = [
    v.version for v in api.artifacts("dataset", f"{where}/raw", per_page=2)
]
if hasattr(api, "artifact_exists"):
    told["exists"] = [
        api.artifact_exists(f"{where}/{name}")
        for name in ("raw:latest", "raw:v2", "raw:a0", "raw:nope", "none:latest")
    ]
    told["collection_exists"] = [
        api.artifact_collection_exists(f"{where}/{name}", type)
        for name, type in (("raw", "dataset"), ("none", "dataset"))
    ]

raw = api.artifact_collection("dataset", f"{where}/raw")
told["raw"] = {
    "name": raw.name,
    "type": raw.type,
    "sequence": raw.is_sequence(),
    "aliases": sorted(raw.aliases),
}
if hasattr(raw, "save"):
    raw.description = "Raw digits"
    raw.tags = ["mnist", "small"]
    raw.save()
    raw = api.artifact_collection("dataset", f"{where}/raw")
    told["described"] = {"description": raw.description, "tags": sorted(raw.tags)}
    raw.tags = ["small"]
    raw.name = "digits"
    raw.type = "images"
    raw.save()
    raw = wandb.Api().artifact_collection("images", f"{where}/digits")
    told["moved"] = {"tags": raw.tags, "type": raw.type, "name": raw.name}
    told["renamed"] = wandb.Api().artifact(f"{where}/digits:a1").version
else:
    raw.change_type("images")
    raw = wandb.Api().artifact_collection("images", f"{where}/raw")
    told["changed"] = raw.type

raw.delete()
told["left"] = sorted(
    c.name
    for type in ("dataset", "model")
    for c in wandb.Api().artifact_collections(where, type)
)

api.create_project("made", "local")
told["projects"] = sorted(
    p.name for p in api.projects("local") if p.name in ("made", project)
)
told["paged_projects"] = {p.name for p in api.projects("local", per_page=1)} == {
    p.name for p in api.projects("local")
}
told["viewer"] = [api.viewer.username, api.viewer.entity, api.default_entity]
if hasattr(api, "project"):
    told["project"] = api.project(project, "local").name
print(json.dumps(told))
