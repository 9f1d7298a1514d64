"""Whom a row means: somebody known, somebody new, or a question for staff. docs/identity.md tells how well.

`people` and `close_names` find who may be meant, `organisations` where they work; `evidence` weighs what
speaks for two being one, `candidates` are who comes of it, `verdicts` decides, and `questions` puts what it
leaves open to staff, many rows at once.
"""
