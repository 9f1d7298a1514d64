"""How the database keeps the index of the search itself: when a transaction commits, with what it changed.

In reading order: `texts`, functions that make words of texts; `sources`, of each kind the query of its
entries and the tables on which they depend; `keeping`, the tables and triggers, which migrations make. Texts
are read from rows as JSON, by the name of their column and the end of it that stands for the language, so a
further language needs nothing here.
"""
