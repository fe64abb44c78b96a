"""Files of a run: saved as it goes on, looked for, fetched, sent later, deleted."""

import json
import os
import sys

import wandb

project = sys.argv[1]
here = os.environ["WANDB_DIR"]
os.chdir(here)
told = {}


def write(name, content):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w") as file:
        file.write(content)


with wandb.init(project=project, id="files") as run:
    write("notes/day 1 & ü.txt", "one\n")
    write("notes/day2.txt", "two\n")
    write("empty.txt", "")
    run.save("notes/*.txt", base_path=here)
    run.save(os.path.join(here, "empty.txt"), base_path=here)
    write("weights.bin", "w" * 100_000)
    run.save("weights.bin", policy="now")
    run.log({"x": 1})

run = wandb.Api().run(f"local/{project}/files")
names = sorted(file.name for file in run.files())
told["own"] = [name for name in names if "notes" in name or name.endswith(".bin")]
told["empty"] = [file.size for file in run.files() if file.name == "empty.txt"]
told["per_page"] = sorted(file.name for file in run.files(per_page=2)) == names
told["some"] = [f.name for f in run.files(names=["weights.bin", "notes/day2.txt"])]
told["sizes"] = {f.name: f.size for f in run.files() if f.name in told["own"]}
told["metadata"] = run.metadata["program"].endswith("files.py")

target = os.path.join(here, "fetched")
fetched = run.file("notes/day 1 & ü.txt").download(root=target, replace=True)
told["content"] = fetched.read()
told["weights"] = len(run.file("weights.bin").download(root=target, replace=True).read())
told["restored"] = wandb.restore(
    "notes/day2.txt", run_path=f"local/{project}/files", root=target
).read()

write("later.txt", "later\n")
told["uploaded"] = run.upload_file("later.txt", root=here).name
told["later"] = run.file("later.txt").download(root=target, replace=True).read()
told["state"] = wandb.Api().run(f"local/{project}/files").state
write("later.txt", "even later\n")
run.upload_file("later.txt", root=here)
told["replaced"] = run.file("later.txt").download(root=target, replace=True).read()

run.file("later.txt").delete()
told["after"] = [f.name for f in run.files() if f.name == "later.txt"]
told["never"] = run.file("never.txt").size
try:
    run.file("later.txt").download(root=target, replace=True)
except Exception as error:
    told["missing"] = str(error)
print(json.dumps(told))
