from contacts.admin import inquiry, mail, routing

__all__ = ["inquiry", "mail", "routing"]
