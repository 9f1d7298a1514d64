"""How names are written in each language.

`scripts` says which letters readers read, `honorifics` knows forms of address, `cities` names of cities;
`palladius` reads Chinese names that are written in Cyrillic.
"""
