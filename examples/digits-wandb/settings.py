"""What run.py runs. Change a number, run it again, and see in the lineage what is new."""

LOAD_DATA = {"validation": 0.15, "test": 0.15, "seed": 1}

PREPROCESS_DATA = {"normalize": True, "shifts": True}

# hidden: the size of each hidden layer; [] makes it softmax regression.
NETWORK = {"hidden": [64], "init_seed": 1}

TRAINING = {
    "learning_rate": 0.01,
    "epochs": 12,
    "batch_size": 64,
    "log_every": 20,
    "shuffle_seed": 1,
}

# Each rate is tried; the model that validates best is judged on the test set.
TRAININGS = [{**TRAINING, "learning_rate": rate} for rate in (0.001, 0.01, 0.1)]

EVALUATION = {"hardest": 32}
