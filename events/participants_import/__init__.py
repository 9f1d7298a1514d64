"""Turns a registration list into participants.

The path of a file: `uploading` uses `reading` to split it into lines and `columns` to find the list in
them; `guessing` suggests what each column means, and staff correct it. `checking` is the dry run, in steps
short enough for one request: `cells` converts texts to values (`names`, `countries`; `odd_cells` lists those
not recognised), `identity` works out who a row refers to, `plans` what it would write. `deciding` takes the
answers of staff, `applying` writes everything in one transaction and records its `changes`, which `undoing`
reverses. `example` is a workbook to fill in.
"""
