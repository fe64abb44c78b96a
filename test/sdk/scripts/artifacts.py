"""An artifact of everything that one can put into it, fetched again in every way."""

import json
import os
import shutil
import sys
from pathlib import Path

import wandb

project = sys.argv[1]
here = Path(os.environ["WANDB_DIR"])
outside = here / "outside"
folder = here / "folder"
told = {}


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return str(path)


def files_below(root):
    root = Path(root)
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


write(folder / "a.txt", "one\n")
write(folder / "sub" / "b.txt", "two\n")
write(folder / "sub" / "empty", "")
write(outside / "far.txt", "far away\n")

with wandb.init(project=project, job_type="make") as run:
    told["run"] = run.id
    made = wandb.Artifact(
        "everything",
        type="dataset",
        description="All sorts of files",
        metadata={"rows": 3, "nested": {"deep": [1, 2]}},
    )
    with made.new_file("new.txt") as file:
        file.write("new\n")
    with made.new_file("ünïcode 𝄞/naïve file.bin", mode="wb") as file:
        file.write(bytes(range(256)))
    made.add_file(write(here / "single.txt", "single\n"), name="renamed/single.txt")
    made.add_dir(str(folder), name="data")
    made.add_reference(f"file://{outside}/far.txt", name="far/far.txt")
    table = wandb.Table(columns=["n", "label"], data=[[1, "one"], [2, "two"]])
    made.add(table, "table")
    run.log_artifact(made, aliases=["latest", "first"])
    made.wait()
    told["logged"] = {
        "name": made.name,
        "version": made.version,
        "aliases": sorted(made.aliases),
        "state": made.state,
        "size": made.size,
        "digest": made.digest,
        "count": made.file_count,
    }

    parent = wandb.Artifact("parent", type="dataset")
    used = run.use_artifact("everything:first")
    entry = getattr(used, "get_entry", used.get_path)("data/a.txt")
    parent.add_reference(entry.ref_url(), name="borrowed/a.txt")
    parent.add_reference(used.get_path("far/far.txt"), name="borrowed/far.txt")
    parent.add(used.get("table"), "same-table")
    run.log_artifact(parent).wait()

    shutil.rmtree(folder)

api = wandb.Api()
found = api.artifact(f"local/{project}/everything:first")
told["found"] = {
    "description": found.description,
    "metadata": found.metadata,
    "type": found.type,
    "source": found.source_name,
    "entries": sorted(found.manifest.entries),
}
root = found.download(root=str(here / "all"))
told["downloaded"] = files_below(root)
told["contents"] = [
    (Path(root) / name).read_text() for name in ("data/a.txt", "new.txt", "far/far.txt")
]
told["verified"] = found.verify(root=root)
(Path(root) / "extra.txt").write_text("x")
found.checkout(root=root)
told["checked_out"] = "extra.txt" in files_below(root)
(Path(root) / "new.txt").write_text("changed")
try:
    found.verify(root=root)
except ValueError as error:
    told["differs"] = str(error)
part = found.download(root=str(here / "part"), path_prefix="data/sub")
told["part"] = files_below(part)
told["default_root"] = found.download().endswith("everything:v0")
told["entry"] = Path(found.get_path("new.txt").download(root=str(here / "one"))).read_text()
told["table"] = found.get("table").data
told["files"] = sorted(file.name for file in found.files())
told["some_files"] = [file.name for file in found.files(names=["new.txt"])]

parent = api.artifact(f"local/{project}/parent:latest")
root = parent.download(root=str(here / "parent"))
told["parent"] = files_below(root)
told["borrowed"] = [
    (Path(root) / "borrowed" / name).read_text() for name in ("a.txt", "far.txt")
]
told["same_table"] = parent.get("same-table").data
print(json.dumps(told))
