"""The files of one private PostgreSQL, and how a server is launched over them."""

import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from carec_site.database.accounts import Namespace, NoAccountError, choose, environment
from carec_site.database.programs import Programs, unavailable

logger = logging.getLogger(__name__)

PORT = 5432  # only a part of the socket's name: no TCP port is opened
KEEP_LOG_BYTES = 1_000_000
NO_PID = 2**31 - 1  # no system counts so far
SETTINGS = ["listen_addresses=", "unix_socket_permissions=0700"]
FAST_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
SUPERVISOR = Path(__file__).with_name("supervisor.py")


class Cluster:
    def __init__(self, folder, programs_folder, fast):
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.socket_folder = _socket_folder(self.data)
        self.programs_folder = programs_folder
        self.fast = fast

    def account_and_programs(self):
        """The account the server runs under, and the programs that this account may run."""
        found = {programs.folder: programs for programs in Programs.find(self.programs_folder, self.major())}
        try:
            account, folder = choose(self.data, list(found))
        except NoAccountError as error:
            raise unavailable(*error.args) from error
        return account, found[folder]

    def programs(self):
        return self.account_and_programs()[1]

    def major(self):
        """The major version of PostgreSQL that made the data, None if there is none yet."""
        with suppress(FileNotFoundError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    def launch(self, users, inherited):
        """Make the data if need be and start a server over it, which may still fail.

        It runs until no process holds the lock on the file `users`, and keeps the lock `inherited` as long
        as any process of it lives. Returns the position in the log where its output begins.
        """
        account, programs = self.account_and_programs()
        if self.major() is None:
            self._make_data(programs, account, inherited)
        self._make_socket_folder(account)
        self._disown_old_files()
        settings = SETTINGS + FAST_SETTINGS if self.fast else SETTINGS
        postgres = [
            str(programs.folder / "postgres"),
            *["-D", str(self.data), "-k", str(self.socket_folder), "-p", str(PORT)],
            *[word for setting in settings for word in ("-c", setting)],
        ]
        supervisor = [sys.executable, "-I", "-S", str(SUPERVISOR)]
        arguments = [str(users), str(inherited), str(self.socket_folder), account.ids]
        if self.log.exists() and self.log.stat().st_size > KEEP_LOG_BYTES:
            self.log.unlink()
        with self.log.open("ab") as log:
            log_start = log.tell()
            subprocess.run(  # noqa: S603  our own program, without a shell
                account.command(*supervisor, *arguments, *postgres),
                pass_fds=[inherited],
                start_new_session=True,  # a Ctrl-C is for us, not for the server
                cwd="/",
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,  # the log says why
            )
        return log_start

    def complaint(self, log_start):
        """What the server said went wrong since `launch`."""
        with self.log.open("rb") as log:
            log.seek(log_start)
            return _complaint(log.read().decode(errors="replace"))

    def stop(self):
        """Stop the server, which must be known to run, cleanly: clients off, data flushed."""
        account, programs = self.account_and_programs()
        pg_ctl = str(programs.folder / "pg_ctl")
        account.run(pg_ctl, "stop", "-D", str(self.data), "-m", "fast", capture_output=True)

    def _make_data(self, programs, account, inherited):
        unfinished = self.data.with_name("data.unfinished")
        if unfinished.exists():  # its maker was killed
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        account.give(unfinished)
        done = programs.initdb(unfinished, account, sync=not self.fast, pass_fds=[inherited])
        if done.returncode != 0:
            shutil.rmtree(unfinished)
            raise unavailable(f"its data folder {self.data} could not be made ({_complaint(done.stderr)})")
        unfinished.rename(self.data)
        if isinstance(account, Namespace):
            logger.info(
                "The private PostgreSQL runs as root without root's privileges, in a user namespace, "
                "since %s can't run it here. Its data belong to root.",
                account.user.title,
            )

    def _make_socket_folder(self, account):
        if self.socket_folder == self.data:
            return
        with suppress(FileExistsError):
            self.socket_folder.mkdir(mode=0o700)
            account.give(self.socket_folder)
        found = self.socket_folder.lstat()
        if found.st_uid != self.data.stat().st_uid or found.st_mode & 0o170777 != 0o040700:
            raise unavailable(f"{self.socket_folder} belongs to someone else", "Delete that folder")

    def _disown_old_files(self):
        """Replace the PIDs that a killed server of ours left behind, which other programs may have now.

        Only called when no server of ours lives. PostgreSQL then goes by its shared memory alone, and
        so still refuses to start a second server over the data.
        """
        pid_file = self.data / "postmaster.pid"
        for file in (pid_file, self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            with (
                suppress(FileNotFoundError),
                os.fdopen(os.open(file, os.O_RDWR | os.O_NOFOLLOW), "r+") as old,
            ):
                lines = old.read().split("\n")
                if file == pid_file and lines[4:5] not in ([], [str(self.socket_folder)]):
                    return  # of a server that someone started by hand: PostgreSQL judges
                old.seek(0)
                old.write("\n".join([str(NO_PID), *lines[1:]]))
                old.truncate()


def _socket_folder(data):
    """The data folder, which only its owner enters; a short twin in /tmp if its path suits no socket.

    A socket's whole path has 103 bytes on macOS, 107 on Linux; a comma or a quote would split it.
    """
    if re.fullmatch(r"[\w./ @+=~()-]{1,88}", str(data), re.ASCII):
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()
    return Path("/tmp") / f"carec-pg-{digest[:16]}"  # noqa: S108  its owner and mode are checked


def _complaint(text):
    """The line of a program's output that says what went wrong."""
    lines = [line for line in text.splitlines() if line.strip()] or ["it said nothing"]
    wrong = [line for line in lines if re.search(r"FATAL|PANIC|[Ee]rror:", line)] or lines
    return re.sub(r"^.*?(FATAL|PANIC|[Ee]rror):\s*", "", wrong[-1]).strip().rstrip(".")
