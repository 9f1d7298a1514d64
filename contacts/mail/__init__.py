"""Mail that leaves and mail that comes in.

Going out: `messages` are the texts, `queue` keeps each before it is tried and sends it. Coming in: `incoming`
reads the bytes of a mail, `html_text` the words of HTML, `reply_text` parts an answer from what it quotes.
`attachments` go both ways.
"""
