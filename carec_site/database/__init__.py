"""A database backend for one machine: PostgreSQL that starts by itself and listens on no TCP port.

In reading order: `base` is Django's backend over a `server`, which starts with its first user and ends with
its last; `cluster` are its files, `supervisor` the process that holds it, `programs` the PostgreSQL it runs,
`accounts` and `namespace` as whom, `locks` who does what alone. `waiting` is how long anybody waits for an
answer, `complaints` says what is wrong.
"""
