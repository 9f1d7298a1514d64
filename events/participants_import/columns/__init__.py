"""Which line holds the headings, and what the columns below mean.

`meanings` are what a column can mean, `headings` and `vocabulary` the words by which lists say so, in files
that an operator can extend. `layout` finds where a list begins and ends, `table` takes it out of the lines of
a file.
"""
