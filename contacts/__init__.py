"""The inquiry desk.

In reading order: `models`, `states` and `querysets`; `forms` and `views`, what visitors fill in, with the
`guards` that keep programs out; `inquiries`, what becomes of a message; `mail`, how it leaves and comes in;
`quotes`, kind words shown once their sender agreed; `retention` and `personal_data`, how long anything is
kept and about whom; `statistics`; `admin`, `templatetags`, `translation`, `urls`. `languages` knows those
of the site, `email_addresses` gives each address one spelling.
"""
