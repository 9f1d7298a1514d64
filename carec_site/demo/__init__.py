"""An institute to look around in: `seeding` puts it into the database once.

`content` reads the words in `data/`, `markup` makes HTML of them, `people`, `events` and `desk` fill the
apps, `pictures` are drawn with what `drawing` has, `pdf` makes a document, `accounts` are for each role.
"""
