"""Imports events from a calendar or a table: `files` turns each into a row of text, `resource` works out what
it would change.
"""
