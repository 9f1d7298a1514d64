"""The words of the domain: who is listed, which events are upcoming, who came from where.

`participations` says who may be named, on which the others build: `events`, `people` (with organisations) and
`countries`. `alphabet` is the order in which readers look for a name.

Models import these modules for their managers, so these ask `apps` for other models, by name.
"""
