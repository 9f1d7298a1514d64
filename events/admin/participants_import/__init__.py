"""Importing a list by clicking. In `upload` `forms` ask for the file, in `columns` for what its columns mean;
`page` leads through the list. Of its checked `rows` `questions` are asked, `cells` corrected, `organisations`
found; `decisions` keeps the answers and applies the list. `base` is what the pages share.
"""

from events.admin.participants_import import columns, decisions, page, upload

PAGES = (
    upload.UploadPage,
    upload.TemplatePage,
    page.ListPage,
    columns.ColumnsPage,
    columns.HeadingsPage,
    page.CheckPage,
    decisions.DecidePage,
    page.RowPage,
    decisions.ApplyPage,
    page.UndoPage,
    page.ForgetPage,
)
