"""The account under which the private PostgreSQL runs. Standard library only: `refusal` serves before
packages are installed.

PostgreSQL refuses to run as root. A user who is not root runs it as themselves; for root it runs

    as user postgres or nobody, where that user may enter the folders of the data and of the programs
    as root without root's privileges, in a user namespace, elsewhere, such as in /root

Existing data take precedence: they stay with their owner, and data owned by root need the namespace.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
NAMESPACE = Path(__file__).with_name("namespace.py")
NAMESPACE_FAILED = 125  # the status of namespace.py
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 14  # the oldest that Django 5.2 speaks to


class NoAccountError(Exception):
    """No account can run the server; carries the reason, and what may follow it in `sentence`."""


def sentence(reason, remedy=""):
    """The reason and the ways to solve it, the last of which works everywhere."""
    ways = f"{remedy}, or set" if remedy else "Set"
    return (
        f"The private PostgreSQL can't be used: {reason}. "
        f"{ways} DATABASE_URL to the address of a PostgreSQL server."
    )


def refusal(folder: Path) -> str:
    """Why the private server can't run with its data in `folder`; empty if it can.

    Neither `folder` nor the clone's `.venv`, which is to hold the programs, need exist. Changes nothing.
    """
    try:
        choose(folder.absolute() / "data", [CLONE / ".venv", *debian_folders()])
    except NoAccountError as error:
        return sentence(*error.args)
    except OSError as error:
        return sentence(f"{error.strerror} at {error.filename}")
    return ""


def choose(data, folders):
    """The account that runs the server over `data`, and the first of the programs' `folders` it may enter.

    Where something does not exist yet, the folder in which it will be made decides.
    """
    if os.geteuid() != 0:
        return Account(), folders[0]
    data = data.resolve()
    user = User.known("postgres", "nobody")
    namespace = Namespace(user)
    owner = data.stat().st_uid if (data / "PG_VERSION").exists() else None
    if owner is None:
        reasons, accounts, other = ["it can't run as root"], [user, namespace], None
    elif owner == 0:
        reasons, accounts, other = ["it can't run as root, who owns its data"], [namespace], user
    else:
        reasons, accounts, other = ["it must run as the owner of its data"], [User.owning(data)], namespace
    for account in accounts:
        obstacle, entered = account.look(data, folders)
        if not obstacle:
            return account, entered
        reasons.append(obstacle)
    if other and other.can_run(data, folders):
        remedy = f"Give the data to {other.owner} with `chown -R {other.owner}: {shlex.quote(str(data))}`"
    else:
        ways = []
        if user.can_run(Path("/data"), [Path("/")]):
            ways.append("move the project to a folder that everyone may enter")
        ways.append("run it as an ordinary user")
        if not owner and (unshare := UnshareProgram(user)).can_run(data, folders):
            ways.append(f"start it with `{shlex.join(unshare.command('make', 'run'))}`")
        remedy = ", ".join(ways).capitalize()
    raise NoAccountError(f"{', '.join(reasons[:-1])}, and {reasons[-1]}", remedy)


def debian_folders():
    """The folders of Debian's programs, the newest first."""
    majors = sorted((int(path.name) for path in DEBIAN_PROGRAMS.glob("[1-9]*")), reverse=True)
    return [DEBIAN_PROGRAMS / str(major) / "bin" for major in majors if major >= OLDEST_MAJOR]


def environment():
    """Our own environment, without anything that would change the server's messages or which server its
    programs talk to.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


class Account:
    """Ourselves."""

    title = "this user"
    ids = ""  # "uid:gid" of the user whom the server's process must become

    def command(self, *words):
        """The command that runs `words` in this account; `options` belong to it."""
        return list(words)

    def options(self):
        return {}

    def run(self, *words, **options):
        """`subprocess.run` without a shell, from /, in a language and time zone that never vary."""
        return subprocess.run(  # noqa: S603  no shell
            self.command(*words), cwd="/", env=environment(), text=True, **self.options(), **options
        )

    def give(self, folder):
        """Let the account own a folder that we made."""

    def look(self, data, folders):
        """What prevents the account from running the server, and the first of `folders` it may enter."""
        home = _existing(data.parent)
        existing = {folder: _existing(folder) for folder in folders}
        try:
            entered = self.enter(home, *existing.values())
        except NoAccountError as error:
            return str(error), None
        for folder in folders:
            if home in entered and existing[folder] in entered:
                return "", folder
        missed = home if home not in entered else existing[folders[0]]
        way = [*reversed(missed.parents), missed]
        entered = self.enter(*way)
        barred = next((folder for folder in way if folder not in entered), missed)
        return f"{self.title} may not enter {barred}", None

    def enter(self, *folders):
        """Those of the folders that the account may enter. NoAccountError if it can't run anything."""
        script = 'for folder; do cd "$folder" && echo yes || echo no; done'
        try:
            done = self.run("/bin/sh", "-c", script, "sh", *map(str, folders), capture_output=True)
        except OSError as error:
            raise NoAccountError(f"root can't become {self.title} here ({error.strerror})") from error
        if done.returncode == NAMESPACE_FAILED:
            raise NoAccountError(f"no user namespace can be made ({done.stderr.strip()})")
        answers = done.stdout.split()
        return {folder for folder, answer in zip(folders, answers, strict=False) if answer == "yes"}

    def can_run(self, data, folders):
        return not self.look(data, folders)[0]


class User(Account):
    """A user whom root becomes."""

    def __init__(self, title, uid, gid):
        self.title = self.owner = title
        self.uid, self.gid = uid, gid
        self.ids = f"{uid}:{gid}"

    @classmethod
    def known(cls, *names):
        """The first of these users whom the system knows."""
        import pwd  # noqa: PLC0415  absent where there are no Unix users

        for name in names:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid)
        raise NoAccountError(f"it can't run as root, and there is no user {' or '.join(names)}", "Add one")

    @classmethod
    def owning(cls, path):
        found = path.stat()
        try:
            title = path.owner()
        except KeyError:
            title = f"user {found.st_uid}"
        return cls(title, found.st_uid, found.st_gid)

    def options(self):
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, folder):
        os.chown(folder, self.uid, self.gid)


class Namespace(Account):
    """Root without its privileges, seen as an ordinary user by its own processes."""

    title = "root in a user namespace"
    owner = "root"

    def __init__(self, user):
        self.user = user  # initdb wants a number that has a name

    def command(self, *words):
        ids = [str(self.user.uid), str(self.user.gid)]
        return [sys.executable, "-I", "-S", str(NAMESPACE), *ids, *words]


class UnshareProgram(Namespace):
    """The same with a Linux program, as a command that a person can type."""

    def command(self, *words):
        ids = [f"--map-user={self.user.uid}", f"--map-group={self.user.gid}"]
        return ["unshare", "--user", *ids, *words]


def _existing(folder):
    return next(path for path in (folder, *folder.parents) if path.is_dir())
