"""What a run logs as it goes on, and what one reads of it afterwards."""

import json
import os
import sys
import time

import numpy as np
import wandb

project = sys.argv[1]
told = {}
if wandb.__version__.startswith("0.16."):
    # Else it tells of it every half minute, and at the end only where its threads end in the right order.
    os.environ["WANDB__STATS_SAMPLES_TO_AVERAGE"] = "1"

with wandb.init(project=project, id="metrics") as run:
    print("first line")
    print("second line", file=sys.stderr)
    for step in range(1500):
        row = {"loss": 1 / (step + 1), "train": {"accuracy": step / 1500}}
        if step % 100 == 0:
            row["validation"] = step
        run.log(row)
    run.log({"picture": wandb.Image(np.zeros((4, 4), dtype=np.uint8), caption="black")})
    run.log({"pictures": [wandb.Image(np.zeros((4, 4))) for _ in range(2)]})
    run.log({"histogram": wandb.Histogram([1, 2, 2, 3])})
    run.log({"table": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])})
    run.log({"never": float("nan"), "always": float("inf")})
    # The SDK looks at the machine when it finds time to.
    for _ in range(120):
        if wandb.Api().run(run.path).history(stream="system", pandas=False):
            break
        time.sleep(0.5)

run = wandb.Api().run(f"local/{project}/metrics")
told["last_step"] = run.lastHistoryStep
told["all"] = [row["_step"] for row in run.scan_history()] == list(range(1505))
losses = [row["loss"] for row in run.scan_history(keys=["loss"])]
told["losses"] = losses == [1 / (step + 1) for step in range(1500)]
told["validation"] = [
    row["validation"] for row in run.scan_history(keys=["_step", "validation"])
]
told["both"] = len(list(run.scan_history(keys=["loss", "validation"])))
told["nested"] = [
    row["train.accuracy"]
    for row in run.scan_history(keys=["train.accuracy"], max_step=2)
]
told["window"] = [
    row["_step"] for row in run.scan_history(min_step=10, max_step=13)
]
told["window_of_loss"] = [
    row["_step"]
    for row in run.scan_history(keys=["_step", "loss"], min_step=10, max_step=13)
]
told["small_pages"] = len(list(run.scan_history(keys=["loss"], page_size=100)))

sampled = run.history(samples=50, pandas=False)
told["sampled"] = len(sampled)
told["sampled_loss"] = len(run.history(samples=50, keys=["loss"], pandas=False))
told["sampled_ends"] = [
    row["_step"] for row in run.history(samples=5, keys=["loss"], pandas=False)
][:: 4]
rows = list(run.scan_history(min_step=1500))
told["image"] = {
    k: v for k, v in rows[0]["picture"].items() if k in ("_type", "width", "caption")
}
told["images"] = [rows[1]["pictures"]["_type"], rows[1]["pictures"]["count"]]
told["histogram"] = rows[2]["histogram"]["_type"]
told["table"] = [rows[3]["table"][k] for k in ("_type", "nrows", "ncols")]
told["not_numbers"] = [str(rows[4][key]) for key in ("never", "always")]
told["by_key"] = [row["always"] for row in run.scan_history(keys=["always"])]
told["system"] = len(run.history(stream="system", pandas=False)) > 0
told["system_metrics"] = any(key.startswith("system.") for key in run.system_metrics)
told["summary_loss"] = run.summary["loss"]

name = rows[0]["picture"]["path"]
file = run.file(name).download(root=os.environ["WANDB_DIR"], replace=True)
told["picture"] = open(file.name, "rb").read(4).hex()
if hasattr(run, "console_logs"):
    told["console"] = [
        [line.number, line.content, line.level] for line in run.console_logs()
    ]
    told["console_tail"] = [line.content for line in run.console_logs(last=1)]
    told["console_times"] = all(line.timestamp for line in run.console_logs())

told["artifacts"] = [a.type for a in run.logged_artifacts()]
print(json.dumps(told))
