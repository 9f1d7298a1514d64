"""People and organisations as records: `base` is what their pages share. `merging` finds, compares and unites
two, `splitting` divides one by its `splitting_form`; `history` is what was done, and `undoable` how it is
undone.
"""
