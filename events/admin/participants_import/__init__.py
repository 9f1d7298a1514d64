"""Importing a list by clicking. `page` leads through it: `forms` ask for the file, `columns` what its columns
mean; of the checked `rows` it asks `questions`, corrects `cells` and finds `organisations`, and `decisions`
keeps the answers.
"""
