from contacts.admin import inquiry, mail, personal_data, quotes, routing

__all__ = ["inquiry", "mail", "personal_data", "quotes", "routing"]
