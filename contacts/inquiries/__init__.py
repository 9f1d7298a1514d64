"""A message on its way through the desk: `intake` stores it and notifies both sides, `officers` lists who may
be assigned, `workflow` is what they do with it, `answering` sends answers by email, `replies` reads
the mailbox and finds the thread of each email.
"""
