"""Works out who a row refers to: a known person, a new one, or a question for staff. See docs/identity.md.

`people` and `close_names` find possible people, `organisations` where they work; `evidence` weighs the
facts, `candidates` holds the resulting people, `verdicts` decides, and `questions` puts open cases to staff,
many rows at a time.
"""
