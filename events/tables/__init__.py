"""Sheets, whatever is in them.

Coming in, `csv_file` and `xlsx_file` read a file into `lines`, within limits and with what could not be read.
Going out, `writing` makes both, in any script, with nothing in them that acts.
"""
