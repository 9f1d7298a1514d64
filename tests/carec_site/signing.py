"""Signing in, and how many passwords were looked at."""

from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

LOGIN = "/admin/login/"


class SeenHasher(MD5PasswordHasher):
    """Remembers every password that was looked at."""

    algorithm = "seen"
    seen = []

    def encode(self, password, salt):
        self.seen.append(password)
        return super().encode(password, salt)


def sign(name, password="wrong", address="203.0.113.1"):
    return Client().post(
        LOGIN, {"username": name, "password": password, "next": "/admin/"}, REMOTE_ADDR=address
    )


def statuses(times, name, password="wrong", address="203.0.113.1"):
    return [sign(name, password, address).status_code for _ in range(times)]
