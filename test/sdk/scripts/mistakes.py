"""What goes wrong when one asks for what is not there or cannot be."""

import json
import sys

import wandb

project = sys.argv[1]
where = f"local/{project}"
told = {}


def attempt(name, work):
    try:
        work()
        told[name] = None
    except BaseException as error:
        told[name] = f"{type(error).__name__}: {error}"


def make(name, type="dataset", aliases=None, text="x"):
    artifact = wandb.Artifact(name, type=type)
    with artifact.new_file("a.txt") as file:
        file.write(text)
    run.log_artifact(artifact, aliases=aliases)
    artifact.wait()


run = wandb.init(project=project)
make("there")
attempt("missing artifact", lambda: run.use_artifact("absent:latest"))
attempt("missing alias", lambda: run.use_artifact("there:absent"))
attempt("missing project", lambda: run.use_artifact("local/absent/there:latest"))
attempt("wrong type", lambda: run.use_artifact("there:latest", type="model"))
attempt("type clash", lambda: make("there", type="model"))
attempt("reserved alias", lambda: make("there", aliases=["v7"], text="y"))
attempt("bad alias", lambda: make("there", aliases=["a/b"], text="z"))
run.finish()

api = wandb.Api()
attempt("run", lambda: api.run(f"{where}/absent"))
attempt("api artifact", lambda: api.artifact(f"{where}/absent:v0"))
attempt("collection", lambda: api.artifact_collection("dataset", f"{where}/absent").aliases)


def rename(alias):
    version = api.artifact(f"{where}/there:v0")
    version.aliases.append(alias)
    version.save()


attempt("saved reserved alias", lambda: rename("v9"))
attempt("saved bad alias", lambda: rename("a/b"))
print(json.dumps(told))
