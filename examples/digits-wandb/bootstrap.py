"""Make `.venv` if there is none, install the requirements, and run the pipeline."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from digits.server import require_server

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def succeeds(*arguments: str, quiet: bool = False) -> bool:
    """Run the environment's Python. `quiet` is for asking, where a failure is an answer."""
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run([PYTHON, *arguments], cwd=HERE, stdout=sink, stderr=sink).returncode == 0


def main() -> None:
    require_server()
    # An interrupted start can have left half of it behind.
    if not PYTHON.exists() or not succeeds("-m", "pip", "--version", quiet=True):
        print("Making a virtual environment in .venv (once)...", flush=True)
        try:
            venv.create(ENVIRONMENT, clear=True, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(
                f"Python could not make the virtual environment {ENVIRONMENT}: {error}\n"
                "On Debian and Ubuntu it lacks something: `sudo apt install python3-venv`, "
                "then run this again."
            )
    print("Looking for wandb, numpy and pillow...", flush=True)
    pip = ("-m", "pip", "--disable-pip-version-check")
    if not succeeds(*pip, "install", "--quiet", "-r", "requirements.txt"):
        sys.exit("pip could not install the requirements: see above, then run this again.")
    sys.exit(0 if succeeds("run.py", *sys.argv[1:]) else 1)


if __name__ == "__main__":
    main()
