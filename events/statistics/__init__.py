"""Statistics: `event` counts the participants of one event, `period` those of all events in a period;
`charts` draws bar charts, `workbooks` exports figures as spreadsheets.
"""
