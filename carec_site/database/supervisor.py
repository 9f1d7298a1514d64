"""Run one PostgreSQL server until no process uses it. Started by `cluster.py`; standard library only.

Arguments: the file that every user holds locked, the descriptor of a lock that lasts as long as
any process of the server, the folder of the server's socket, "uid:gid" to run the server as (empty:
as we are), and its command.
The kernel frees a user's lock however the user ends, so a killed user counts as gone.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

STOP = signal.SIGINT  # PostgreSQL's "fast" shutdown: clients off, data flushed
PR_SET_PDEATHSIG = 1


def main(users, lock, socket_folder, account, *command):
    if os.fork():
        os._exit(0)  # the starter need not wait, and leaves no child behind
    signal.signal(STOP, signal.SIG_DFL)  # else ignored in a shell's background job
    user, group = map(int, account.split(":")) if account else (None, None)
    server = subprocess.Popen(  # noqa: S603  the command is cluster.py's own, without a shell
        command,
        pass_fds=[int(lock)],
        user=user,
        group=group,
        extra_groups=[] if account else None,
        preexec_fn=end_with_parent(),  # no thread runs yet
    )
    threading.Thread(target=stop_when_unused, args=(users, server), daemon=True).start()
    server.wait()
    with suppress(OSError):  # it is the data folder, or holds the socket of a killed server
        Path(socket_folder).rmdir()


def stop_when_unused(users, server):
    descriptor = os.open(users, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # kept until we end, so newcomers wait for a clean stop
    server.send_signal(STOP)


def end_with_parent():
    """What a new process calls so that it is stopped when we are killed; None on systems other than Linux."""
    with suppress(ImportError, AttributeError):  # a Python without ctypes, another system
        from ctypes import CDLL  # noqa: PLC0415  as above

        prctl = CDLL(None).prctl
        return lambda: prctl(PR_SET_PDEATHSIG, STOP)
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
