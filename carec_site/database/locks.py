"""Advisory locks on files (flock): the kernel frees one when its last holder ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # `lock` looks whether it is there

from carec_site.database.programs import unavailable


def lock(path: Path, shared: bool = False, wait: bool = True) -> int | None:
    """Return a descriptor that keeps the lock until it is closed; None if `wait` is off and it is taken."""
    if fcntl is None:
        raise unavailable("it needs Unix sockets and file locks, which this system lacks")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def locked_if_free(path: Path) -> Iterator[int | None]:
    """Hold the lock inside the block and yield its descriptor, or yield None if it is taken."""
    descriptor = lock(path, wait=False)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn an error of the file system into one that says how to solve it."""
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror} at {error.filename}" if error.filename else str(error)
        raise unavailable(reason, "Let this user write there") from error
