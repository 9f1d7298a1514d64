"""The pages of an import. In `upload`, `forms` ask for the file, in `columns` for the meaning of its columns;
`page` leads through the list. About its checked `rows` it asks `questions`, corrects `cells` and looks up
`organisations`; `decisions` stores the answers and applies the list. `base` is what the pages share.
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
