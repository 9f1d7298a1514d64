"""From what was typed to what answers it.

In reading order: `questions`, what was typed, as the index is asked; `matching`, the entries that answer, the
best first; `spelling`, what was probably meant; `answers`, which puts these together: all words, else those
that were meant, else at least one of them.
"""
