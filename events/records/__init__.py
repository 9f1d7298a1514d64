"""Operations on whole records of people and organisations, each of which can be undone.

`duplicates` finds likely duplicates. `merging` merges them: `facts` breaks a record into facts,
`collisions` finds rows that would become duplicates. `splitting` splits a record in two, `renaming` renames
one. All record their changes in a `journal`, which `undoing` reverses. `bulk` writes many rows at once.
"""
