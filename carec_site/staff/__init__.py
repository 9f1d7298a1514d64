"""Who may sign in to the administration, and what it is.

In reading order: `config` and `site` are the administration itself, `roles` the groups of staff, `sign_in`
slows down wrong passwords, `second_factor` asks for more than a password, `account` and `account_urls` are
the pages on which staff keep their sign-in safe, `people` the page on which administrators help them,
`password_reset` replaces a forgotten password by email, `sessions` keeps active staff signed in, `languages`
shows each of them the administration in their own language, `drafts` helps browsers keep what is typed until
it is saved, `errors` lists why a form was refused, `nonsense` answers addresses that ask for impossible
values, `links` names the rows that link two records.
"""
