"""The compiled modules of a run: each worker, and each process that a test starts, loads hundreds of them."""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "var" / "bytecode"


def keep_bytecode() -> None:
    """Where Python is told to leave none beside the sources, keep it elsewhere, for the next run, too."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(FOLDER)
