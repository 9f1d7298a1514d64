"""The sitemap (sitemaps.org): an index of files, and a file of the news of two days.

In reading order: `sections`, the files and the pages that each names; `writing`, their XML, written as a file
is sent; `views`.
"""
