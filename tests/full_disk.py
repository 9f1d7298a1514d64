"""A small disk of one megabyte, and a way to fill it."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

SIZE_BYTES = 1024 * 1024
REFUSAL = (
    "The site’s disk is full, so the file could not be stored. Nothing else was lost. Tell whoever "
    "runs the site, then try again."
)


class SmallDisk:
    def __init__(self, folder: Path):
        self.folder = folder
        self.filler = folder / "filler"

    def fill(self, left=0) -> None:
        """Leave room for `left` bytes, a multiple of 4096, and no more."""
        with (  # noqa: PT012  written until it is full
            self.filler.open("wb") as file,
            pytest.raises(OSError, match="No space left on device"),
        ):
            while True:
                os.write(file.fileno(), b"x" * 4096)
        os.truncate(self.filler, self.filler.stat().st_size - left)

    def empty(self) -> None:
        self.filler.unlink()

    def files(self) -> list[str]:
        """The names of all files but the filler, whatever their size."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and path != self.filler)
        return sorted(str(path.relative_to(self.folder)) for path in found)


def small_disks():
    """Yield a function that mounts a small disk on a folder; needs root and the right to mount."""
    with ExitStack() as mounted:

        def mount(folder) -> SmallDisk:
            if os.geteuid() != 0:
                pytest.skip("A small disk is mounted by root alone.")
            folder = Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            options = ["-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "tmpfs", str(folder)]
            done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"A small disk can't be mounted here: {done.stderr.strip()}")
            mounted.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
            return SmallDisk(folder)

        yield mount
