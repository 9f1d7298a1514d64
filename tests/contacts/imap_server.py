"""An IMAP server of the test's own (RFC 9051, as much of it as a reader of unread mail asks for)."""

import re
import socketserver
import ssl
import subprocess
import threading
from contextlib import contextmanager


class ImapFolder:
    """`read` holds the numbers of the mails that were marked as read, `fetched` what was asked for,
    `told` the passwords that came."""

    def __init__(self, mails, user="info", password="secret"):
        self.mails = dict(enumerate(mails, start=1))
        self.login = (user, password)
        self.read, self.fetched, self.folders, self.told = set(), [], [], []


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
                folder.told.append(password.strip('"'))
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


class Server(socketserver.ThreadingTCPServer):
    certificate = None

    def get_request(self):
        line, address = super().get_request()
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            line = context.wrap_socket(line, server_side=True)
        return line, address


def make_certificate(folder, name):
    """A file with a key and a certificate for that name, signed by itself."""
    path = folder / f"{name}.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    files = ["-keyout", path, "-out", folder / "certificate.pem"]
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (folder / "certificate.pem").read_bytes())
    return path


@contextmanager
def imap_server(folder, certificate=None):
    """Run the server in a thread, with TLS if it has a certificate; yield its port."""
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.folder, server.certificate = folder, certificate
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
