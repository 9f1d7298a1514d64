"""From a press release to an article: `press_release` parses it, `dates` parses its date line, `saving`
stores it, and `naming` finds what its text names.
"""
