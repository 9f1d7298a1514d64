"""What the measured sites hold: invented, and the same in every run.

In reading order: `sizes` says how much there is, `texts` writes it, `filling` puts it into a database,
`pages` names the addresses that are measured, and `lists` makes a list of participants to import.
"""
