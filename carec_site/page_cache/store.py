"""Keeps answers within a limit of memory: what was asked for least recently goes first."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Hashable

from carec_site.page_cache.answers import Answer
from freshness.keeping import Kept

# What a process grows by for each byte of a page: compressed forms, made after it is put in, and what the
# allocator wastes on things of such different sizes (docs/performance.md).
MEMORY_SHARE = 2.4


class Store:
    def __init__(self, max_bytes: int):
        self.max_bytes = max_bytes
        self.bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Kept[Answer], int]] = OrderedDict()
        self._reads: Counter[Hashable] = Counter()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Kept[Answer] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            self._reads[key] += 1
            return found[0]

    def peek(self, key: Hashable) -> Kept[Answer] | None:
        """The same, but nobody reads it."""
        with self._lock:
            found = self._kept.get(key)
            return found[0] if found else None

    def most_read(self, number: int) -> list[Hashable]:
        """The keys that were asked for most often. Each time it is asked, all reads before count half."""
        with self._lock:
            found = [key for key, _reads in self._reads.most_common(number)]
            self._reads = Counter({key: reads // 2 for key, reads in self._reads.items() if reads > 1})
            return found

    def put(self, key: Hashable, kept: Kept[Answer]) -> None:
        size = round(kept.value.bytes * MEMORY_SHARE)
        with self._lock:
            self._drop(key)
            self._kept[key] = kept, size
            self.bytes += size
            while self.bytes > self.max_bytes:
                oldest = next(iter(self._kept))
                self._drop(oldest)
                del self._reads[oldest]

    def _drop(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        if found:
            self.bytes -= found[1]
