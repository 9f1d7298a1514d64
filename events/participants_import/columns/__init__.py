"""Finds which line holds the headings, and what the columns below it mean.

`meanings` lists what a column can mean, `headings` and `vocabulary` the words that lists use, in files
that an operator can extend. `layout` finds where a list begins and ends, `table` extracts it from the lines
of a file.
"""
