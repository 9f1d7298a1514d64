"""Outgoing and incoming email.

Outgoing: `messages` has the texts, `queue` stores each email and sends it. Incoming: `incoming` parses an
email, `html_text` extracts the words of HTML, `reply_text` separates a reply from what it quotes.
`attachments` serves both.
"""
