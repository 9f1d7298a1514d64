"""Who may sign in to the administration, and what it is.

In reading order: `config` and `site` are the administration itself, `order` that of its lists, `roles` the
groups of staff, `accounts/` how they sign in, `acting` tells the database who they are, `languages` shows
each of them the administration in their own language, `drafts` helps browsers keep what is typed until it is
saved, `errors` lists why a form was refused, `nonsense` answers addresses that ask for impossible values,
`links` names the rows that link two records, `telling` writes to staff about their own work.
"""
