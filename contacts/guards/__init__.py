"""Spam protection for the form without cookies: `spam` judges a message by the signed `tokens` of its page
and by the browser's `proof_of_work`.
"""
