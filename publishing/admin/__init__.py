from publishing.admin import documents, pictures, topics

__all__ = ["documents", "pictures", "topics"]
