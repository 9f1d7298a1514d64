from contacts.admin import inquiry

__all__ = ["inquiry"]
