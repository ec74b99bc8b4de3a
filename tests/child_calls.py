"""What the tests have a child do: good calls and bad ones."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from reportgen.errors import Place, Problem, StyleError, TemplateError, WriteError


def echo(value: object) -> object:
    """The value itself."""
    return value


def own_folder() -> str:
    """Where the child stands."""
    return os.getcwd()


def process_id() -> int:
    """Which process it is."""
    return os.getpid()


def environment() -> dict[str, str]:
    """Its environment."""
    return dict(os.environ)


def noise() -> str:
    """Prints in every way there is, C's own among them."""
    print("noise")
    print("noise", file=sys.stderr)
    os.write(1, b"noise" * 1000)
    ctypes.CDLL(None).puts(b"noise")
    return "quiet"


def refuse(kind: str) -> None:
    """Raises an error for a person."""
    place = Place("style.yaml", 3, 7, "  text: 0", 4)
    errors = {
        "template": TemplateError("There is no such thing.", "sections/a.html.j2", 7),
        "write": WriteError("It cannot be written."),
        "style": StyleError(
            [Problem(place, "The size is 0.", "Use 6 or more.", "sizes"), Problem(place, "And so on.")]
        ),
    }
    raise errors[kind]


def forever() -> None:
    """Never ends."""
    while True:
        pass


def sleep() -> None:
    """Never ends and does nothing."""
    time.sleep(3600)


def eat() -> int:
    """Takes all the memory there is."""
    eaten = []
    while True:
        eaten.append(bytes(10_000_000))


def crash() -> None:
    """Does what a fault in C code does."""
    os.abort()


def die() -> None:
    """Is killed, as by a system short of memory."""
    signal.raise_signal(signal.SIGKILL)


def leave() -> None:
    """Ends the process."""
    os._exit(3)


def fail() -> None:
    """A bug."""
    raise ZeroDivisionError("division by zero")


def odd() -> object:
    """Answers with what is no plain value."""
    return {1, 2}


def forge(content: bytes) -> None:
    """Writes an answer of its own making where the parent reads."""
    for number in range(3, 64):
        try:
            if os.fstat(number).st_mode & 0o170000 == 0o010000:
                os.write(number, len(content).to_bytes(8, "big") + content)
        except OSError:
            continue
    time.sleep(3600)


def fill_disk() -> None:
    """Writes without end, into its own folder."""
    with open("big", "wb") as file:
        while True:
            file.write(bytes(1_000_000))


def read(path: str) -> str:
    """The text of a file."""
    return Path(path).read_text(encoding="utf-8")


def read_in_silence(path: str) -> str:
    """The text of a file, and no word when it cannot be had."""
    try:
        return read(path)
    except OSError:
        return ""


def write(path: str) -> None:
    """Writes a file."""
    Path(path).write_text("canary", encoding="utf-8")


def remove(path: str) -> None:
    """Removes a file."""
    os.remove(path)


def rename(path: str) -> None:
    """Moves a file into its own folder."""
    os.rename(path, "taken")


def look_into(path: str) -> list[str]:
    """The names in a folder."""
    return os.listdir(path)


def connect(port: int) -> None:
    """Opens a connection."""
    socket.create_connection(("127.0.0.1", port), timeout=1).close()


def start_a_program(path: str) -> None:
    """Starts another program."""
    subprocess.run(["touch", path], check=False)


def shell(path: str) -> None:
    """Starts a shell."""
    os.system(f"touch {path}")


def fork() -> None:
    """Starts another process."""
    if os.fork() == 0:
        os._exit(0)
