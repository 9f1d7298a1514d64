"""Answers as a page shows them.

In reading order: `choices`, by which they are narrowed down in an address; `facets`, how many there are of
each choice; `passages`, where the words are in a text; `results`, which gives each answer its item, title and
address.
"""
