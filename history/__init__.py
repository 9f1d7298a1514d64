"""What items were: versions, how two of them differ, and the way back.

`acting` tells the database for whom it works. `keeping` has it write a version of each item that changes;
`kinds` finds from the models which rows those are. `models` and `querysets` read them. `contents` is what an
item is now, `references` what it refers to, and `restoring` makes it what it was. `telling` says in words
what stands in a row, `differences` what two versions of an item do not share; `admin` has pages for staff.
`drafts/` holds changes of live items that visitors do not see yet;
`previews/` shows items before visitors do.
"""
