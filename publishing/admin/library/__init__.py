"""Pictures and documents: `chooser` finds a picture from a form, `pictures` and `documents` are their own
pages.
"""
