"""Keeps answers within a limit of memory: what was asked for least recently goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from carec_site.page_cache.answers import Answer
from freshness.keeping import Kept

# Compressed forms are made after an answer is put in, so it is counted with them from the start.
COMPRESSED_SHARE = 0.5


class Store:
    def __init__(self, max_bytes: int):
        self.max_bytes = max_bytes
        self.bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Kept[Answer], int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Kept[Answer] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, kept: Kept[Answer]) -> None:
        size = round(kept.value.bytes * (1 + COMPRESSED_SHARE))
        with self._lock:
            self._drop(key)
            self._kept[key] = kept, size
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        if found:
            self.bytes -= found[1]
