"""An HTTP server of this machine in a CDN's place."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Fake:
    """What it was told, and what it is to answer: `status`, or nothing at all if that is None."""

    def __init__(self):
        self.told, self.status, self.silent = [], 200, Event()
        fake = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                """Note what is told, and answer, or say nothing."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fake.told.append((self.path, self.headers["Fastly-Key"], json.loads(body)))
                fake.silent.wait(5) if fake.status is None else self.send_response(fake.status)
                if fake.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.thread = Thread(target=self.server.serve_forever, args=[0.02])

    def close(self):
        """Let whoever waits go, and end."""
        self.silent.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def keys(self):
        """The keys of each call."""
        return [told["surrogate_keys"] for _path, _token, told in self.told]
