"""How long a process may rely on what it knows of the database, and how long a change waits for that.

A process that finds no change on its way holds a lease: for LEASE_SECONDS it need not ask again. A change
announces itself before it is committed, and then waits longer than any lease lasts (Gray and Cheriton,
"Leases", 1989). So no process, on any machine, takes for current what was not current when a request arrived.
Leases last by the holder's own clock, which need not show the same time as the server's, only run about as
fast.

The announcement is an advisory lock of the database, shared by all changes on their way: it is given up when
the transaction ends, after what it wrote can be seen, and goes with a connection that breaks.
"""

LEASE_SECONDS = 0.020
RENEWAL_SECONDS = 0.010  # before the end of a lease: time to ask for the next one
WAIT_MILLISECONDS = 30
# A connection that sets it to another number waits that long: 0 where no other process holds leases.
WAIT_SETTING = "carec.lease_wait_milliseconds"
ANNOUNCEMENT = 4_201_986_001  # the key of the advisory lock
