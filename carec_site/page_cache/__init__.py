"""Whole pages, kept until something they show changes, and given before Django begins to work.

`pages` decides which answers are the same for everybody; `answers` is such an answer with its compressed
forms, as each visitor may have it; `store` keeps them within a limit of memory; `application` is the WSGI
application around Django's; `warming` makes the most read pages anew after a change. Whether an answer is
still true is known by `freshness`.
"""
