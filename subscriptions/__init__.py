"""News by email, to those who asked for it and confirmed their address.

In reading order: `models` and `querysets`, who gets what, and what was told of; `links`, by which mails lead
back to one subscription; `forms`, `asking`, `views` and `urls`, where visitors subscribe, confirm, change and
stop; `messages`, the texts of the mails; `digests`, what appeared and who hears of it; `admin` and
`personal_data` for staff.

A visitor types an address and gets one mail with a link; only the button behind it subscribes. Whatever is
published is noted once as a `Notice`; each subscription hears of the notices since it was last told, at once
or on Mondays. The loop that sends mail does this each minute, so no program and no timer is needed for it.
"""
