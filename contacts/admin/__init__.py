from contacts.admin import inquiry, mail, privacy, quotes, routing

__all__ = ["inquiry", "mail", "privacy", "quotes", "routing"]
