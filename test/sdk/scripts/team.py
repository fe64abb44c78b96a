"""What a user of a team's server can do with the things of a team."""

import json
import sys

import wandb

project, team, what = sys.argv[1:]
told = {}


def attempt(name, work):
    try:
        told[name] = work()
    except BaseException as error:
        told[name] = f"{type(error).__name__}: {error}"


def log():
    with wandb.init(project=project, entity=team, job_type="train", id=f"by-{what}") as run:
        run.log({"loss": 0.5})
        artifact = wandb.Artifact("model", type="model")
        with artifact.new_file("weights.txt") as file:
            file.write(f"weights of {what}")
        run.log_artifact(artifact, aliases=["best"])
        artifact.wait()
        return [run.entity, artifact.version]


def read():
    artifact = wandb.Api().artifact(f"{team}/{project}/model:best")
    with open(artifact.download() + "/weights.txt") as file:
        return file.read()


def history():
    run = wandb.Api().run(f"{team}/{project}/by-member")
    return [row["loss"] for row in run.scan_history(keys=["loss"])]


def delete():
    # One that was found by an alias is taken for a link by some generations.
    version = wandb.Api().artifact(f"{team}/{project}/model:best").version
    wandb.Api().artifact(f"{team}/{project}/model:{version}").delete(delete_aliases=True)


def whoami():
    viewer = wandb.Api().viewer
    return [viewer.username, list(viewer.teams)]


for work in [log, read, history, delete, whoami]:
    attempt(work.__name__, work)
print(json.dumps(told))
