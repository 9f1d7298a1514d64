"""The inquiry desk.

In reading order: `models`, `states` and `querysets`; `forms` and `views`, what visitors fill in, with the
`blank_form` of every page and the `guards` that keep bots out; `inquiries`, what happens to a message;
`mail`, how it goes out and comes in; `quotes`, commendations shown once their sender has agreed; `retention`
and `personal_data`, how long data are kept and what is kept about a person; `statistics`; `admin`,
`templatetags`, `translation`, `urls`. `languages` knows those of the site, `email_addresses` gives each
address one spelling.
"""
