"""A sample institute: `seeding` puts it into the database once.

`content` reads the words in `data/`, `markup` turns them into HTML, `people`, `events`, `institute`, `home`
and `desk` fill the apps, `pictures` are drawn with the tools of `drawing`, `pdf` makes a document, `accounts`
has one for each role.
"""
