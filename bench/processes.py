"""The two sides run as processes of their own, so that neither carries the other's memory."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from runtime.listening import free_port


@contextmanager
def server(module: str, *args: str) -> Iterator[tuple[int, psutil.Process]]:
    """A server module that prints a line when it answers; its port and its process."""
    port = free_port("127.0.0.1")
    command = [sys.executable, "-m", module, *(arg.replace("PORT", str(port)) for arg in args)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        if not process.stdout.readline():
            raise RuntimeError(f"{module} did not start")
        try:
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


@contextmanager
def worker(module: str, *args: str) -> Iterator[Callable[[], str]]:
    """A module that does one turn for each line it reads; calling it is a turn, and answers what it prints."""
    command = [sys.executable, "-m", module, *args]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None  # noqa: S101 - asked for above
        assert stdout is not None  # noqa: S101

        def turn() -> str:
            stdin.write("\n")
            stdin.flush()
            if answer := stdout.readline():
                return answer
            raise RuntimeError(f"{module} ended")

        yield turn
        stdin.close()


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6
