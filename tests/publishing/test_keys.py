"""Keys of records as requests write them."""

import pytest

from publishing.keys import key_in, keys_in

IMPOSSIBLE = ["", "x", "-1", "²", "٣", "1\0", "9" * 19, "9" * 5000]


@pytest.mark.parametrize("text", [None, *IMPOSSIBLE])
def test_text_that_is_no_key(text):
    assert key_in(text) is None


def test_keys_are_found_among_other_texts():
    assert keys_in([*IMPOSSIBLE, "7", "12", "7"]) == {7, 12}
