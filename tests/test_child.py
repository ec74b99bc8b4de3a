"""Specification of ``reportgen.child``: a call in a process of its own, its value, its error, or what stopped it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.child import Child, FaultError, Limits, StoppedError, run
from reportgen.child.plain import NotPlainError, decoded, encoded
from reportgen.errors import StyleError, TemplateError, WriteError
from tests import child_calls
from tests.conftest import ROOT

SMALL = Limits(seconds=2, megabytes=600)
MODULES = ["tests.child_calls"]


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """One child for many calls, with small limits."""
    with Child(SMALL, modules=MODULES) as started:
        yield started


# ------------------------------------------------------------------------------------------ answers


@pytest.mark.parametrize(
    "value",
    [None, True, 0, 1.5, "", "é 会 \ud800 \x00", b"\x00\xff", (), ("a", (b"b", 1)), {}, {"a": {"row": (1, "kind")}}],
    ids=repr,
)
def test_plain_values_come_back_as_they_went(child: Child, value: object) -> None:
    """Text, numbers, bytes, rows and groups of them come back unchanged."""
    assert child.run(child_calls.echo, value) == value


def test_a_large_answer_comes_back_whole(child: Child) -> None:
    """Some megabytes of bytes are no trouble."""
    content = bytes(range(256)) * 40_000
    assert child.run(child_calls.echo, [content, "x" * 1_000_000]) == (content, "x" * 1_000_000)


def test_errors_keep_type_place_and_words(child: Child) -> None:
    """An error for a person comes out of the child as it went in, fields and all."""
    with pytest.raises(TemplateError) as template:
        child.run(child_calls.refuse, "template")
    assert (template.value.template, template.value.line, template.value.message) == (
        "sections/a.html.j2", 7, "There is no such thing.",
    )  # fmt: skip
    assert str(template.value) == "sections/a.html.j2:7: There is no such thing."
    with pytest.raises(WriteError, match=r"^It cannot be written\.$"):
        child.run(child_calls.refuse, "write")
    with pytest.raises(StyleError) as style:
        child.run(child_calls.refuse, "style")
    assert [str(problem) for problem in style.value.problems] == [
        "style.yaml:3:7: The size is 0. Use 6 or more.", "style.yaml:3:7: And so on.",
    ]  # fmt: skip
    assert style.value.problems[0].place.text == "  text: 0"


def test_a_bug_keeps_its_traceback(child: Child) -> None:
    """What is no error for a person comes out with the child's traceback."""
    with pytest.raises(FaultError, match="ZeroDivisionError: division by zero") as fault:
        child.run(child_calls.fail)
    assert "in fail" in fault.value.trace


def test_what_is_not_plain_is_a_fault(child: Child) -> None:
    """An answer that is no plain value is told, and the child goes on."""
    with pytest.raises(FaultError, match="cannot answer with set"):
        child.run(child_calls.odd)
    assert child.run(child_calls.echo, 1) == 1


def test_noise_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is printed in a child, by C libraries too, neither is shown nor spoils an answer."""
    with Child(modules=MODULES) as child:
        assert child.run(child_calls.noise) == "quiet"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\x00" * 8, b"\xff" * 8, b"\x80\x04\x95.", b"\x00" * 7 + b"\x02[]", b"\x00" * 7 + b"\x02{}",
        *(
            len(head).to_bytes(8, "big") + head
            for head in (
                json.dumps([tree, []]).encode()
                for tree in ({"kind": "Path", "held": {}}, {"bytes": 3}, {"a": 1}, {"kind": "Place", "held": {}})
            )
        ),
        *(len(head).to_bytes(8, "big") + head for head in (b"[" * 100_000,)),
    ],
    ids=lambda answer: repr(answer[:40]),
)  # fmt: skip
def test_an_answer_is_plain_or_none(answer: bytes) -> None:
    """No bytes whatever make anything but plain values: any other answer is refused."""
    with pytest.raises(NotPlainError):
        decoded(answer)


def test_no_object_is_encoded() -> None:
    """Nothing but plain values and our errors is put into an answer."""
    with pytest.raises(NotPlainError):
        encoded(Path("a"))


# ------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("forever", "took more than 2 seconds"),
        ("sleep", "took more than 2 seconds"),
        ("eat", "took more than 600 megabytes of memory"),
        ("crash", "crashed (SIGABRT)"),
        ("die", "crashed (SIGKILL)"),
        ("leave", "ended before its time (exit code 3)"),
    ],
)
def test_what_goes_on_for_ever_is_stopped(call: str, told: str) -> None:
    """A call that takes too much, or takes its process down, is stopped; the next one finds a child as new."""
    with Child(SMALL, modules=MODULES) as child:
        with pytest.raises(StoppedError) as stopped:
            child.run(getattr(child_calls, call))
        assert str(stopped.value).startswith(told)
        assert child.run(child_calls.echo, "next") == "next"


@pytest.mark.parametrize("megabytes", [40, 60, 80, 100])
def test_a_limit_below_what_a_child_begins_with_is_told(megabytes: int) -> None:
    """Where not even the start finds memory, the child ends and says so: nobody waits for it."""
    limits = Limits(seconds=30, megabytes=megabytes)
    with Child(limits, modules=[*MODULES, "reportgen.writers.pdf:prepare"]) as child:
        with pytest.raises(StoppedError) as stopped:
            child.run(child_calls.eat)
        assert "memory" in str(stopped.value)
        assert "seconds" not in str(stopped.value)


def test_seconds_are_those_of_one_call(child: Child) -> None:
    """Many calls may take longer together than one may alone."""
    for _ in range(3):
        assert child.run(time.sleep, 0.9) is None


def test_a_file_has_an_end() -> None:
    """A file written without end comes to one."""
    with Child(SMALL, modules=MODULES) as child, pytest.raises(FaultError, match="File too large"):
        child.run(child_calls.fill_disk)


def test_limits_of_the_processor_hold_without_the_parent() -> None:
    """A child has a limit on processor time and none on dumping core, whatever becomes of its parent."""
    resource = pytest.importorskip("resource")
    with Child(SMALL) as child:
        processor = child.run(resource.getrlimit, resource.RLIMIT_CPU)[0]
        assert 0 < processor <= 30
        assert child.run(resource.getrlimit, resource.RLIMIT_CORE) == (0, 0)


def test_the_processor_has_a_limit_of_its_own() -> None:
    """A call that computes longer than it may is stopped, though the clock would let it go on."""
    with Child(Limits(seconds=30, processor=1), modules=MODULES) as child:
        with pytest.raises(StoppedError, match="took too much processor time"):
            child.run(child_calls.forever)
        assert child.run(child_calls.echo, 1) == 1


@pytest.mark.parametrize(
    ("typed", "limits"),
    [
        ("seconds=120", Limits(120)),
        ("megabytes=3000", Limits(40, 3000)),
        (" seconds = 1 , megabytes = 2 ", Limits(1, 2)),
        ("processor=7", Limits(40, 1500, 7)),
    ],
)
def test_limits_as_typed(typed: str, limits: Limits) -> None:
    """Limits are typed by name."""
    assert Limits.read(typed) == limits


@pytest.mark.parametrize(
    "typed",
    [
        "", "120", "seconds", "seconds=", "seconds=0", "seconds=-1", "seconds=1.5", "hours=1", "seconds=1;megabytes=2",
        "seconds=99999999", "seconds=²",
    ],
)  # fmt: skip
def test_limits_that_are_none(typed: str) -> None:
    """What is no limit is refused, with the way to write one."""
    with pytest.raises(ValueError, match="write them as seconds=120,megabytes=3000"):
        Limits.read(typed)


# -------------------------------------------------------------------------------------------- fence


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("read", "read "), ("read_in_silence", "read "), ("write", "write to "), ("remove", "change "),
        ("rename", "change "), ("start_a_program", "use subprocess.Popen"), ("shell", "use os.system"),
    ],
)  # fmt: skip
def test_no_file_of_the_users(tmp_path: Path, child: Child, call: str, told: str) -> None:
    """A child that reaches for a file or a program of the user's is stopped, even if it keeps silent about it."""
    canary = tmp_path / "canary"
    canary.write_text("canary", encoding="utf-8")
    with pytest.raises(StoppedError) as stopped:
        child.run(getattr(child_calls, call), str(canary))
    assert f"tried to {told}" in str(stopped.value)
    assert canary.read_text(encoding="utf-8") == "canary"


def test_no_other_process(child: Child) -> None:
    """A child starts no other."""
    with pytest.raises(StoppedError, match=r"use os\.fork"):
        child.run(child_calls.fork)


def test_no_look_into_folders(child: Child) -> None:
    """A child does not see what is in a folder of the user's."""
    with pytest.raises(StoppedError, match="look into /etc"):
        child.run(child_calls.look_into, "/etc")


def test_what_it_is_given_it_reads(tmp_path: Path) -> None:
    """A child reads the folders it is given, and no link in them that leads out."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "out.txt").write_text("b", encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out.txt")
    with Child(reads=[tmp_path / "in"], modules=MODULES) as child:
        assert child.run(child_calls.read, str(tmp_path / "in" / "a.txt")) == "a"
        with pytest.raises(StoppedError, match="tried to read"):
            child.run(child_calls.read, str(tmp_path / "in" / "link.txt"))


def test_no_network(child: Child) -> None:
    """A child opens no connection, not even to this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        with pytest.raises(StoppedError, match=r"use socket\."):
            child.run(child_calls.connect, server.getsockname()[1])
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_environment_is_not_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in the environment does not reach a child, and its home is its own folder."""
    monkeypatch.setenv("DATABASE_PASSWORD", "canary")
    with Child(modules=MODULES) as child:
        told = child.run(child_calls.environment)
        assert "canary" not in told.values()
        assert told["HOME"] == child.run(child_calls.own_folder)


def test_a_forged_answer_is_none() -> None:
    """A child that was taken over can answer nothing but plain values."""
    with Child(SMALL, modules=MODULES) as child, pytest.raises(StoppedError, match="cannot be read"):
        child.run(child_calls.forge, b"\x80\x04\x8c\x05posix\x8c\x06system\x93.")


# ---------------------------------------------------------------------------------------------- end


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def _gone(process: int) -> bool:
    for _ in range(200):
        if not _is_there(process):
            return True
        time.sleep(0.05)
    return False


def test_nothing_is_left() -> None:
    """When a child is closed its process and its folder are gone; an error on the way makes no difference."""
    for failing in (False, True):
        with Child(SMALL, modules=MODULES) as child:
            folder, process = Path(child.run(child_calls.own_folder)), child.run(child_calls.process_id)
            assert folder.is_dir()
            if failing:
                with pytest.raises(StoppedError):
                    child.run(child_calls.forever)
        assert not folder.exists()
        assert _gone(process)


def test_a_child_nobody_closed_goes_with_its_owner() -> None:
    """A child that is no longer held ends by itself."""
    child = Child(modules=MODULES)
    folder, process = Path(child.run(child_calls.own_folder)), child.run(child_calls.process_id)
    del child
    assert _gone(process)
    assert not folder.exists()


ORPHAN = """
import sys
from reportgen.child import Child, Limits
from tests import child_calls
with Child(Limits(30), modules=["tests.child_calls"]) as child:
    print(child.run(child_calls.process_id), child.run(child_calls.own_folder), flush=True)
    child.run(getattr(child_calls, sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("call", ["forever", "sleep"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_orphan(call: str, number: signal.Signals) -> None:
    """However the parent ends, the child ends too, whatever it is doing, and its folder with it."""
    command = [sys.executable, "-c", ORPHAN, call]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        process, folder = parent.stdout.readline().split()
        parent.send_signal(number)
        parent.wait(timeout=20)
    assert _gone(int(process))
    assert not Path(folder).exists()


def test_one_call_needs_no_with() -> None:
    """``run`` is a child for one call."""
    assert run(len, "four") == 4


def test_children_of_threads() -> None:
    """Children may run side by side, one a thread, and outlive the thread that started them."""
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        with Child() as child:
            answers[number] = child.run(abs, -number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {0: 0, 1: 1, 2: 2}
