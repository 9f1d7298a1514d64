"""Knows whether what was made from the database is still true, without asking the database each time.

`watching` has the database note every committed change of a table, whichever way it came; `leases` is the
agreement by which a process may rely on what it knows for a moment, and no change is committed in that
moment. `models` holds the number of changes. `moments` are the times at which content changes by itself.
`changes` puts these together: what is known now. `reading` sees which tables something is made from;
`keeping` keeps it until one of them changes. `noting` is for what other apps keep in the database itself, of
each item.
"""
