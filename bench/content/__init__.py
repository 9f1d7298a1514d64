"""What the measured sites hold: invented, and the same in every run.

In reading order: `sizes` says how much there is and `texts` writes it. `news`, `events` and `inquiries` put a
block of it into a database, `blocks` multiplies that, and `filling` is the whole. `pages` names the addresses
that are measured, and `lists` makes a list of participants to import.
"""
