"""A message on its way through the desk: `intake` stores it and tells both sides, `officers` are those it may
be given to, `workflow` is what they do with it, `answering` answers by mail, `replies` come back to their
thread.
"""
