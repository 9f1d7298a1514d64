"""Deleting: `trash` does it in two steps for what is published, `guard` keeps what is used, and
`consequences` tells what goes along and what stays.
"""
