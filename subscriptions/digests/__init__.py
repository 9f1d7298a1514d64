"""What appeared, and who hears of it.

`noticing` notes what has appeared and reads it again; `matching` says which of it a subscription is about and
how an entry of a mail reads; `telling` writes the mails into the queue, subscription by subscription.
"""
