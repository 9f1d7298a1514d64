"""A database backend for one machine: PostgreSQL that starts by itself and listens on no TCP port.

In reading order: `base` is Django's backend over a `server`, which starts with its first user and ends
with its last; `cluster` handles its files, `supervisor` is the process that keeps it, `programs` finds the
PostgreSQL it runs, `accounts` and `namespace` decide the account it runs under, `locks` provides mutual
exclusion. `waiting` limits how long anything waits for an answer, `complaints` says what is wrong.
"""
