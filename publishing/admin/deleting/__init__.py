"""Deleting: `trash` does it in two steps for published items, `guard` protects what is in use, and
`consequences` lists what is deleted along with a record and what remains. A filter of
`publishing/admin/filters.py` shows what is in the trash.
"""
