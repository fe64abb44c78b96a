"""Where wandb sends the runs."""

from __future__ import annotations

import os
import sys


def require_server() -> None:
    """End with a sentence where wandb would ask for an account."""
    if not os.environ.get("WANDB_BASE_URL"):
        sys.exit(
            "WANDB_BASE_URL is not set. Open a new terminal in VS Code with Amphora, or "
            "start `amphora serve` and set the two variables that it shows; then run "
            "this again."
        )
