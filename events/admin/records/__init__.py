"""People and organisations as records: `base` is what their pages share. `merging` finds, compares and merges
two, `splitting` splits one with its `splitting_form`; `history` lists what was done, and `undoable` undoes
it.
"""
