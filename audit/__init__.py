"""The log: who changed which value and when, who signed in, and who took data away. Nobody changes it.

In reading order: `tables` says what is logged of which table, and `triggers` has the database do it, with
each statement; `recording` is for what changes no row, such as a download, and `sign_ins` uses it. `models`
holds the entries, `querysets` finds them, `telling` puts them into words, and `admin` shows them. The command
`end_log` deletes what is older than some years.
"""
