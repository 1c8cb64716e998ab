"""Works in the background until it is asked to stop, and then ends what it has begun."""

import signal
import threading

stop = threading.Event()
signal.signal(signal.SIGTERM, lambda number, frame: stop.set())

print("worker started", flush=True)
jobs = 0
while not stop.wait(1):
    jobs += 1
print("worker stopped after %d jobs" % jobs, flush=True)
