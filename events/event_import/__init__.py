"""Events from a calendar or a table: `files` makes a row of text of each, `resource` says what it would
change.
"""
