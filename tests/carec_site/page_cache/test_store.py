from carec_site.page_cache.answers import Answer
from carec_site.page_cache.store import Store
from freshness.keeping import Kept

BODY_BYTES = 10_000


def kept():
    return Kept(Answer([], b"x" * BODY_BYTES), frozenset(), (), None)


def test_store_stays_below_its_limit_and_forgets_what_is_asked_for_least_recently():
    store = Store(max_bytes=100_000)
    store.put("read", kept())
    for number in range(10_000):
        store.put(number, kept())
        assert store.get("read") is not None
        assert store.bytes <= 100_000

    assert len(store) == 3
    assert store.get(9_998) is not None
    assert store.get(0) is None


def test_page_made_again_takes_the_place_of_the_old_one():
    store, second = Store(max_bytes=100_000), kept()
    store.put("page", kept())
    size = store.bytes
    store.put("page", second)

    assert (len(store), store.bytes, store.get("page")) == (1, size, second)


def test_page_that_is_larger_than_all_memory_is_not_kept():
    store = Store(max_bytes=BODY_BYTES)
    store.put("page", kept())

    assert (len(store), store.bytes) == (0, 0)
