"""A mail server of this machine that takes everything and passes nothing on: it counts what came, by message number."""

import socketserver
import threading
from collections import Counter


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.came: Counter[tuple[str, str]] = Counter()
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def total(self) -> int:
        with self.lock:
            return sum(self.came.values())


class Taking(socketserver.StreamRequestHandler):
    """One connection; as much of RFC 5321 as a sender needs."""

    def handle(self) -> None:
        self.say("220 sink")
        to = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.take(to)
            elif word == b"QUIT":
                self.say("221 bye")
                return
            elif word == b"RCPT":
                to = line.decode(errors="replace").partition("<")[2].partition(">")[0]
            if word != b"DATA":
                self.say("250 ok")

    def take(self, to: str) -> None:
        number = ""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            if line.lower().startswith(b"message-id:"):
                number = line.decode().partition(":")[2].strip()
        with self.server.lock:  # type: ignore[attr-defined]
            self.server.came[number, to] += 1  # type: ignore[attr-defined]
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
