"""A change of a live item that visitors do not see until it is published, now or at its minute.

`merging` brings together what changed in the draft and on the live item; `publishing` keeps a draft and
publishes it, `due` does so at its minute; `admin` is the form with which staff write one.
"""
