"""What visitors look for, and what they find.

In reading order: `models`, the index and the searches in vain; `index`, by which the database keeps the
former itself; `querysets`, which entries of it answer; `kinds`, what can be found and who may see it;
`visible`, the statement that asks them; `finding`, from what was typed to the answers; `showing`, from the
answers to a page; `suggestions`, made as somebody types; `views` and `urls`; `admin`, where staff read what
was searched in vain.

Entries are made of drafts too. A search asks each kind what visitors may see (`published()`, `public()`), so
what is hidden is found by nobody, and what appears by the clock is found from that second on.
"""
