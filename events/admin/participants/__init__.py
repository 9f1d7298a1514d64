"""The people of one event: `page` shows a `list` of them and makes `changes` to many; `form` is one
participant, `speakers` adds several (`speaker_lines`), `export` writes files.
"""
