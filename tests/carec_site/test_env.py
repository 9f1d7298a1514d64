"""A file of settings that can't be read is told in a sentence, by every command and server alike."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from carec_site import env
from tests.carec_site.database.conftest import open_folder

NOBODY = 65534


def test_file_that_belongs_to_another_user_is_a_sentence():
    user = os.geteuid()
    with open_folder() as folder:
        file = folder / ".env"
        file.write_text("DEBUG=1\n")
        file.chmod(0)
        os.seteuid(user or NOBODY)
        try:
            with pytest.raises(ImproperlyConfigured) as refused:
                env.read(folder, {})
        finally:
            os.seteuid(user)

    assert str(refused.value) == f"{file} can't be read: Permission denied."


def test_file_in_another_encoding_is_a_sentence(tmp_path):
    """As some editors of Windows write it."""
    file = tmp_path / ".env"
    file.write_text("DEBUG=1\n", encoding="utf-16")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.read(tmp_path, {})

    assert str(refused.value) == f"{file} can't be read: it is not written in UTF-8."
