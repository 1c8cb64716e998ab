"""Does what a contract test asks for: act.py KIND [ARGUMENT...]."""
import http.server
import os
import signal
import sys
import threading

kind, arguments = sys.argv[1], sys.argv[2:]


def serve(port, status):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if os.path.exists(os.environ.get("NP_INSTANCE", "") + ".sick"):
                self.answer(500)
            else:
                self.answer(status)

        def answer(self, code):
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *ignored):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def say(text):
    print(text, flush=True)


if kind == "serve":
    say("serving " + arguments[0])
    serve(int(os.environ["PORT"]), 200)
elif kind == "print":
    for line in arguments[1:]:
        say(line)
    sys.exit(int(arguments[0]))
elif kind == "idle":
    threading.Event().wait()
elif kind == "echo":
    for block in iter(lambda: os.read(0, 65536), b""):
        while block:
            block = block[os.write(1, block):]
    os.write(2, b"end\n")
    sys.exit(int(arguments[0]))
elif kind == "pour":
    while True:
        os.write(1, b"poured " * 1000)
elif kind == "measure":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGWINCH, lambda *ignored: say("%dx%d" % os.get_terminal_size()))
    say("%dx%d" % os.get_terminal_size())
    while True:
        signal.pause()
elif kind == "EXITS_AT_ONCE":
    say("cannot start")
    sys.exit(3)
elif kind == "OUT_OF_MEMORY":
    # Killed on the way where a control group limits memory to less.
    hoard = [bytearray(1 << 20) for _ in range(256)]
    sys.exit(137)
elif kind == "ANSWERS_500":
    serve(int(os.environ["PORT"]), 500)
elif kind == "WRONG_PORT":
    serve(0, 200)
elif kind == "IGNORES_SIGTERM":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Event().wait()
else:
    threading.Event().wait()
