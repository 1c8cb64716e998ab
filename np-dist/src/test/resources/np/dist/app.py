"""Answers every request with: tenant release instance request-id."""

import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RELEASE = open("release").read().strip()
WHO = " ".join([os.environ["NP_TENANT"], RELEASE, os.environ["NP_INSTANCE"]])
GATE = {"open": os.environ.get("GATED") is None}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self):
        if self.path == "/healthz":
            return self.answer(int(os.environ.get("HEALTH", "200")) if GATE["open"] else 503, "health")
        if self.path == "/open":
            GATE["open"] = True
        if self.path.startswith("/env/"):
            return self.answer(200, os.environ.get(self.path[5:], "(unset)"))
        request = self.headers.get("Load-Id") or self.headers.get("X-Request-Id", "-")
        if request.endswith("7"):
            time.sleep(0.2)  # so that there is always something in flight
        self.answer(200, WHO + " " + request)

    def answer(self, status, text):
        body = text.encode("utf-8", "surrogateescape")
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256


if __name__ == "__main__":
    port = int(os.environ["PORT"]) + int(os.environ.get("PORT_OFFSET", "0"))
    print("release %s listens on %d" % (RELEASE, port), flush=True)
    Server(("127.0.0.1", port), Handler).serve_forever()
