"""Run one PostgreSQL server until no process uses it. Started by `server.py`; standard library only.

Arguments: the file that every user holds locked, the descriptor of a lock that lasts as long as
any process of the server, "uid:gid" to run the server as (empty: as we are), and its command.
The kernel frees a user's lock however the user ends, so a killed user counts as gone.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading


def main(users, lock, account, *command):
    if os.fork():
        os._exit(0)  # the starter need not wait, and leaves no child behind
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # else ignored in a shell's background job
    user, group = map(int, account.split(":")) if account else (None, None)
    server = subprocess.Popen(  # noqa: S603  the command is server.py's own, without a shell
        command,
        pass_fds=[int(lock)],
        user=user,
        group=group,
        extra_groups=[] if account else None,
    )
    threading.Thread(target=stop_when_unused, args=(users, server), daemon=True).start()
    server.wait()


def stop_when_unused(users, server):
    descriptor = os.open(users, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # kept until we end, so newcomers wait for a clean stop
    server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown: clients off, data flushed


if __name__ == "__main__":
    main(*sys.argv[1:])
