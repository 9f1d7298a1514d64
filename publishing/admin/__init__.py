from publishing.admin import topics
from publishing.admin.library import documents, pictures

__all__ = ["documents", "pictures", "topics"]
