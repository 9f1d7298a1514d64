"""The people at one event as its page shows them: `participants`, those who may be named, in one statement;
`roster`, with everybody's numbers, by country and by session; `small_numbers`, which of them nobody is told.
"""
