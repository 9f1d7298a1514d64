"""A mail server of the test's own, which can be told to misbehave."""

import asyncio
import socket
from collections import Counter
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

OK = "250 OK"


class Mailbox:
    """What the server said 250 to. A trouble lasts until it is set to None.

    `meanwhile` is what happens between the text of a mail and the 250.
    """

    def __init__(self):
        self.trouble = None
        self.meanwhile = lambda: None
        self.messages = []
        self.recipients = []

    @property
    def copies(self):
        """How often each Message-ID was taken."""
        return Counter(message["Message-ID"] for message in self.messages)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if self.trouble == "no such user":
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.trouble == "drops after DATA":
            server.transport.abort()
            return OK
        if self.trouble == "hangs after DATA":
            await asyncio.sleep(60)
        if self.trouble in {"451 Try later", "554 No"}:
            return self.trouble
        if self.trouble == "is slow":
            await asyncio.sleep(0.2)
        await asyncio.to_thread(self.meanwhile)
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        self.recipients += envelope.rcpt_tos
        return OK

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        if self.trouble == "hangs on QUIT":
            await asyncio.sleep(60)
        return "221 " + "x" * 10_000 if self.trouble == "rambles on QUIT" else "221 Bye"


class HangingSMTP(SMTP):
    async def _handle_client(self):
        if self.event_handler.trouble != "says nothing":
            await super()._handle_client()
            return
        try:
            await asyncio.sleep(60)
        finally:  # the client hung up; from Python 3.12 on a server ends with its last line
            self.transport.close()


class Server(Controller):
    def factory(self):
        return HangingSMTP(self.handler, ident="test")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(mailbox, port=None):
    """Run the server in a thread; yield its port."""
    server = Server(mailbox, hostname="127.0.0.1", port=port or free_port())
    server.start()
    try:
        yield server.port
    finally:
        with suppress(asyncio.CancelledError):
            server.stop()
