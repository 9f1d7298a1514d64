"""Who may sign in to the administration, and what it is.

In reading order: `config` and `site` are the administration itself, `roles` the groups of staff, `sign_in`
slows down wrong passwords, `password_reset` replaces a forgotten one by way of a mail, `sessions` keeps
signed in who works here, `drafts` helps browsers to keep what is typed until it is saved, `errors` lists why
a form was refused, `nonsense` answers addresses that ask for what can't be, `links` names the rows that link
two records.
"""
