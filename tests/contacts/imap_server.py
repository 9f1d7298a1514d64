"""An IMAP server of the test's own (RFC 9051, as much of it as a reader of unread mail asks for)."""

import re
import socketserver
import threading
from contextlib import contextmanager


class ImapFolder:
    """`read` holds the numbers of the mails that were marked as read, `fetched` what was asked for."""

    def __init__(self, mails, user="info", password="secret"):
        self.mails = dict(enumerate(mails, start=1))
        self.login = (user, password)
        self.read, self.fetched, self.folders = set(), [], []


class Conversation(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, command = line.decode().strip().split(" ", 1)
            if not self.answer(tag, command):
                return

    def answer(self, tag, command):
        folder = self.server.folder
        numbers = [number for number in folder.mails if number not in folder.read]
        match command.split():
            case ["CAPABILITY"]:
                self.say("* CAPABILITY IMAP4rev1")
            case ["LOGIN", user, password]:
                if (user, password.strip('"')) != folder.login:
                    self.say(f"{tag} NO wrong user or password")
                    return True
            case ["SELECT", name]:
                folder.folders.append(name)
                self.say(f"* {len(folder.mails)} EXISTS")
            case ["UID", "SEARCH", "UNSEEN"]:
                self.say("* SEARCH " + " ".join(map(str, numbers)))
            case ["UID", "FETCH", number, what]:
                self.fetch(int(number), what)
            case ["UID", "STORE", number, *_flags]:
                folder.read.add(int(number))
            case ["LOGOUT"]:
                self.say("* BYE")
                self.say(f"{tag} OK")
                return False
        self.say(f"{tag} OK done")
        return True

    def fetch(self, number, what):
        section, most = re.fullmatch(r"\(BODY\.PEEK\[(\w*)\]<0\.(\d+)>\)", what).groups()
        self.server.folder.fetched.append((number, section))
        raw = self.server.folder.mails[number]
        raw = raw.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if section == "HEADER" else raw
        raw = raw[: int(most)]
        self.say(f"* {number} FETCH (UID {number} BODY[{section}]<0> {{{len(raw)}}}")
        self.wfile.write(raw + b")\r\n")


@contextmanager
def imap_server(folder):
    """Run the server in a thread; yield its port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.folder = folder
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
