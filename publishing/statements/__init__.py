"""Querysets whose SQL is compiled once, and that read what a page shows in one statement.

In reading order: `parameters`, what is filled in when a statement is sent; `plans`, which connections keep;
`rows`, which turns rows into objects; `lists`, with which a statement also reads what belongs to each of its
rows; `prepared`, which keeps compiled statements; `pages`, those of a long list. A queryset that is sent as
it is gives the same objects.
"""
