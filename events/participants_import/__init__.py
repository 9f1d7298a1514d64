"""A registration list becomes participants.

A file goes this way: `uploading` has `reading` make lines of it and `columns` find the list in them;
`guessing` says what each column means, which staff correct. `checking` is the dry run, in steps short enough
for one request: `cells` makes values of texts (`names`, `countries`; `odd_cells` are those not understood),
`identity` says whom a row means, `plans` what it would write. `deciding` takes the answers of staff,
`applying` writes all of it in one transaction and notes its `changes`, by which `undoing` takes the batch
back. `example` is a workbook to fill in.
"""
