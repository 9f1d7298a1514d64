"""Run a command in a user namespace of its own. Standard library only; Linux only.

    python -I -S namespace.py UID GID COMMAND...

Inside, the current user has these ids and no privileges. Outside, ownership does not change: the files
that the command creates belong to the current user. If the system refuses, the reason is printed and the exit
status is FAILED.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

CLONE_NEWUSER = 0x10000000
FAILED = 125  # as `env` and `chroot` have it


def enter(uid, gid):
    user, group = os.geteuid(), os.getegid()
    with suppress(PermissionError):  # root of a container may lack the right to give up its groups
        os.setgroups([])
    unshare(CLONE_NEWUSER)
    Path("/proc/self/uid_map").write_text(f"{uid} {user} 1")
    Path("/proc/self/setgroups").write_text("deny")  # else no group may be mapped
    Path("/proc/self/gid_map").write_text(f"{gid} {group} 1")


def unshare(flags):
    if hasattr(os, "unshare"):  # since Python 3.12
        os.unshare(flags)
        return
    import ctypes  # noqa: PLC0415  not every Python was built with it

    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def reason(error):
    if getattr(error, "errno", None) == errno.ENOSPC:  # "No space left on device" would mislead
        return "user.max_user_namespaces allows no more"
    return getattr(error, "strerror", None) or error


def main(uid, gid, *command):
    try:
        enter(int(uid), int(gid))
    except (OSError, ImportError, AttributeError) as error:  # refused, a Python without ctypes, not Linux
        print(reason(error), file=sys.stderr)  # noqa: T201  said to the caller
        sys.exit(FAILED)
    os.execv(command[0], command)  # noqa: S606  the caller's own command, without a shell


if __name__ == "__main__":
    main(*sys.argv[1:])
