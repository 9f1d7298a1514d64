"""How well an import knows people again, measured on people of whom the truth is known.

In reading order: `names` (as people of eleven countries are called and as lists spell them), `population`
(who is in the database), `rows` (lists of people, some of whom are known), `measuring` (what an import made
of them). `IDENTITY_PEOPLE=20000 make test ARGS="tests/events/identity -s"` prints the figures.
"""
