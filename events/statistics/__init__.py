"""Figures, and how they are shown: `event` counts the participants of one event, `period` those of all events
of some time; `charts` draws bars, `workbooks` are figures to calculate with.
"""
