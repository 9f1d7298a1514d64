"""What staff do to whole records of people and organisations, each of which can be undone.

`duplicates` finds two that are probably one. `merging` makes them one: `facts` takes apart what each says,
`collisions` finds rows of both that would be the same. `splitting` makes two of one, `renaming` gives one
another name. All write down what they change in a `journal`, by which `undoing` takes it back.
"""
