"""The environment names this site reads: one typed table, from which `.env.example` is checked.

A value comes from the process environment, else from the file `.env` in the project folder,
else from the table. `read()` fails closed: outside debug a name marked `required` must be set.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from dotenv import dotenv_values

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
POSTGRESQL = "django.db.backends.postgresql"


def boolean(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise ValueError("write 1 or 0")


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"write {', '.join(choices[:-1])} or {choices[-1]}")
        return text

    return parse


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def web_address(text: str) -> str:
    """In lower case, because its scheme decides whether the site is strict."""
    parts = urlsplit(text)
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or more:
        raise ValueError("write an address such as https://www.example.org, without a path")
    if not text.isascii():  # Message-IDs end with it, and Host and Origin are compared with it
        raise ValueError(
            "write the letters of its host as browsers send them, such as https://xn--e1afmkfd.xn--p1ai"
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def secret(text: str) -> str:
    if text and (len(text) < 50 or len(set(text)) < 5):
        raise ValueError("write at least 50 random characters")
    return text


def database_address(text: str) -> str:
    try:
        is_readable = not text or dj_database_url.parse(text)["ENGINE"] == POSTGRESQL
    except ValueError:
        is_readable = False
    if not is_readable:
        raise ValueError(
            "write an address such as postgres://user:password@host:5432/name, with characters such as @ in "
            "a password as %40"
        )
    return text


def seconds(text: str) -> float:
    number = float(text) if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) else 0
    if not 0.1 <= number <= 3600:
        raise ValueError("write a number of seconds from 0.1 to 3600")
    return number


def megabytes(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise ValueError("write a whole number of megabytes, or 0")
    return int(text)


def number(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise ValueError("write a whole number up to 9999")
    return int(text)


def mail_address(text: str) -> dict[str, Any]:
    """Django's EMAIL_ settings; none for an empty string."""
    if not text:
        return {}
    values = dj_email_url.parse(text)
    if "EMAIL_BACKEND" not in values:
        raise ValueError("write an address such as submission://user:password@mail.example.org:587")
    return {name: value for name, value in values.items() if value not in {None, ""}}


def mailbox_address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username):
        raise ValueError("write an address such as imaps://user:password@mail.example.org/INBOX")
    if parts.scheme == "imap" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ValueError("write imaps://, else everybody on the way can read the password")
    return text


def sender(text: str) -> str:
    if not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+|[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>", text):
        raise ValueError("write an address such as CAREC Institute <info@example.org>")
    return text


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError, ValueError):  # OSError: a folder, such as Asia
        raise ValueError("write a name such as Asia/Almaty") from None
    return text


@dataclass(frozen=True)
class Name:
    default: str
    parse: Callable[[str], Any]
    meaning: str
    required: bool = False


NAMES: dict[str, Name] = {
    "DEBUG": Name("0", boolean, "1 on a developer's machine only: error pages show the code."),
    "SECRET_KEY": Name("", secret, "At least 50 random characters; signs sessions and links.", required=True),
    "ALLOWED_HOSTS": Name("", words, "Host names this site answers to, separated by commas.", required=True),
    "SITE_URL": Name(
        "http://localhost:8000",
        web_address,
        "Public address of the site; with https, cookies are secure and HSTS is sent.",
        required=True,
    ),
    "HSTS": Name(
        "site",
        one_of("site", "subdomains", "preload"),
        "With https, browsers refuse plain http for a year: to this host (site), to all hosts below it too "
        "(subdomains), or even before a first visit (preload): those without https can't be reached then.",
    ),
    "BEHIND_PROXY": Name(
        "0",
        boolean,
        "1 if a proxy in front sets Host, X-Forwarded-Proto and X-Forwarded-For: see docs/operations.md.",
    ),
    "SECOND_FACTOR": Name(
        "optional",
        one_of("optional", "administrators", "required"),
        "Who must have a second factor to work in the administration: nobody, those who may change "
        "accounts, or all staff.",
    ),
    "AUDIT_YEARS": Name(
        "5",
        number,
        "Years for which the log of the administration is kept by `end_log`; 0 keeps it for ever.",
    ),
    "DATABASE_URL": Name("", database_address, "A PostgreSQL server; empty means a private one under var/."),
    "DATABASE_ANSWER_SECONDS": Name(
        "2", seconds, "How long a page waits for a connection, or for a response from a silent database."
    ),
    "DATABASE_STATEMENT_SECONDS": Name("20", seconds, "How long one query of a page may take."),
    "PAGE_CACHE_MEGABYTES": Name(
        "96", megabytes, "Memory in which each process keeps ready pages; 0 makes every page anew."
    ),
    "PAGE_CACHE_WARM_PAGES": Name(
        "20", number, "How many of the most read pages each process makes anew by itself after a change."
    ),
    "PAGE_CACHE_CHECK": Name(
        "lease",
        one_of("lease", "always"),
        "always asks the database before each page whether something changed; lease need not: see "
        "docs/operations.md.",
    ),
    "EMAIL_URL": Name(
        "",
        mail_address,
        "A mail server, as submission://user:password@host:587; empty writes mail into var/mail.",
    ),
    "MAIL_FROM": Name(
        "CAREC Institute <noreply@localhost>", sender, "Sender of the site's emails; replies go there too."
    ),
    "IMAP_URL": Name(
        "",
        mailbox_address,
        "The mailbox of MAIL_FROM, as imaps://user:password@host/INBOX; replies are read from it.",
    ),
    "DATA_DIR": Name("var", str, "Folder for the private database, uploaded files, logs and mail."),
    "HEADINGS_FILE": Name(
        "", str, "A file with further headings of imported lists, in any language: see docs/operations.md."
    ),
    "EMBEDDED_PG_BINDIR": Name("", str, "Folder of pg_ctl for the private database; empty finds it."),
    "TIME_ZONE": Name("Asia/Shanghai", time_zone, "Time zone in which staff write dates."),
    "LOG_LEVEL": Name("INFO", one_of("DEBUG", "INFO", "WARNING", "ERROR"), "DEBUG, INFO, WARNING or ERROR."),
}


class Environment:
    """The parsed values, as attributes in lower case: `env.secret_key`."""

    def __init__(self, values: dict[str, Any]):
        self.__dict__.update(values)


def read_file(file: Path, interpolate: bool = True) -> dict[str, str]:
    """The values of a file such as `.env`, none without a file. ImproperlyConfigured if it can't be read.

    A name alone, without the sign behind it, has no value.
    """
    try:
        values = dotenv_values(file, interpolate=interpolate)
        return {name: value for name, value in values.items() if value is not None}
    except OSError as error:
        reason = error.strerror
    except UnicodeDecodeError:
        reason = "it is not written in UTF-8"
    raise ImproperlyConfigured(f"{file} can't be read: {reason}.")


def read(base_dir: Path, environ: Mapping[str, str] = os.environ) -> Environment:
    """Parse every name of the table; raise ImproperlyConfigured naming the variable."""
    file_values = read_file(base_dir / ".env")
    raw = {
        name: environ.get(name, file_values.get(name) or entry.default).strip()
        for name, entry in NAMES.items()
    }
    debug = _parse("DEBUG", raw["DEBUG"])
    for name, entry in NAMES.items():
        if entry.required and not debug and not (environ.get(name) or file_values.get(name)):
            raise ImproperlyConfigured(
                f"{name} is not set. {entry.meaning} "
                "Set it in the environment or in the file .env (see .env.example). To develop or to look "
                "around no setting is needed: start the site once by `make run`."
            )
    return Environment({name.lower(): _parse(name, text) for name, text in raw.items()})


def _parse(name: str, text: str) -> Any:
    try:
        return NAMES[name].parse(text)
    except ValueError as error:
        shown = "its value" if name in {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "IMAP_URL"} else repr(text)
        raise ImproperlyConfigured(f"{name} can't be {shown}: {error}.") from None
