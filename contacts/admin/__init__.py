from contacts.admin import inquiry, mail

__all__ = ["inquiry", "mail"]
