"""Guards of the form that need no cookie: `spam` judges a message, by signed `tokens` that its page carried
and by a `proof_of_work` that its browser did.
"""
