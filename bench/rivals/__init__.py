"""What the site is compared with, under the same server: `hello` is a WSGI application that does nothing, the
most that the server can give; `django_view` is Django with one view and no middleware.
"""
