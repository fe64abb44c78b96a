"""Runs of a project, looked for in every way."""

import json
import sys

import wandb

where = f"local/{sys.argv[1]}"
api = wandb.Api()
told = {}


def find(filters=None, order="+created_at", **more):
    return [run.name for run in api.runs(where, filters=filters, order=order, **more)]


runs = api.runs(where, order="+created_at", per_page=7)
told["all"] = [run.name for run in runs]
told["length"] = len(runs)
told["third"] = api.runs(where, order="+created_at")[2].name
told["newest_first"] = find(order="-created_at")[:2]
told["one_page"] = len(find(per_page=100))
told["by_config"] = find({"config.lr": 0.1})
told["by_config_value"] = find({"config.lr.value": 0.1})
told["by_nested"] = find({"config.net.value.layers": 3})
told["and_or"] = find(
    {
        "$and": [
            {"$or": [{"config.lr": 0.1}, {"config.lr": 0.2}]},
            {"summary_metrics.loss": {"$lt": 20}},
        ]
    }
)
told["in"] = find({"display_name": {"$in": ["run-3", "run-5", "nothing"]}})
told["not_in"] = len(find({"jobType": {"$nin": ["train"]}}))
told["regex"] = find({"display_name": {"$regex": "^run-1[0-2]$"}})
told["above"] = find({"summary_metrics.loss": {"$gte": 58}})
told["ne"] = len(find({"state": {"$ne": "finished"}}))
told["state"] = find({"state": "failed"})
told["tags"] = find({"tags": "third"})[:3]
told["tags_in"] = len(find({"tags": {"$in": ["third", "fifth"]}}))
told["group"] = len(find({"group": "even"}))
told["exists"] = len(find({"config.rare": {"$exists": True}}))
told["nobody"] = find({"config.lr": "0.1"})
told["by_key"] = find({"name": "key-9"})
told["best"] = find(order="+summary_metrics.loss")[:2]
told["worst"] = find(order="-summary_metrics.loss")[:2]
told["by_lr"] = find({"display_name": {"$regex": "^run-[0-4]$"}}, order="-config.lr.value")
try:
    find({"config.lr": {"$about": 1}})
except Exception as error:
    told["wrong"] = str(error)
try:
    list(api.runs("local/no-such-project"))
except Exception as error:
    told["no_project"] = str(error)
print(json.dumps(told))
