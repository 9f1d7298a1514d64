"""Run commands of `manage.py`, each in a fork of one process that has loaded the site, which takes a second.

Reads a JSON list of command lines, and writes one of pairs: how each ended, and what it said.
"""

import json
import os
import shlex
import sys
import tempfile

import django

import manage


def run(line):
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            sys.argv = ["manage.py", *shlex.split(line)]
            manage.main()
            sys.exit()
        _pid, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


if __name__ == "__main__":
    from carec_site.starting import local

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
    local.adopt()
    django.setup()
    answers = [run(line) for line in json.load(sys.stdin)]
    json.dump(answers, sys.stdout)
