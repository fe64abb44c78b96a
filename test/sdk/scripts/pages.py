"""A run that logs an artifact and says where both are to be seen, as the SDK itself does."""

import sys

import wandb

with wandb.init(project=sys.argv[1], id="first", name="first light") as run:
    made = wandb.Artifact("numbers", type="dataset")
    with made.new_file("a.txt") as file:
        file.write("one\n")
    run.log_artifact(made)
    made.wait()
    # Artifacts of the oldest generation have none.
    print(getattr(made, "url", ""))
