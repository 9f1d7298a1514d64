"""The people at one event: `page` shows a `list` of them and makes bulk `changes`; `form` edits one
participant, `speakers` adds several (`speaker_lines`), `export` writes files.
"""
