"""Specification of the executor for a cluster: outcomes in order, and what goes wrong told of the record it is of."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from reportgen.batch import made
from reportgen.child import Limits
from reportgen.cluster.executor import Cluster
from reportgen.errors import LoadError, RecordLost
from reportgen.ledger.program import PACKAGE
from reportgen.order import Order
from reportgen.pipeline import Ready, ready_of
from tests import cluster_calls
from tests.clusters import ENVIRONMENT, Machines
from tests.conftest import REAL, ROOT
from tests.test_cli import no_traceback, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster-executor")]
SMALL = Order(limits=Limits(seconds=1, megabytes=700))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two workers on this machine, where a record that kills two of them is given up."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=2, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
        ) as local,
    ):
        yield local.scheduler_address


@pytest.fixture
def cluster(address: str) -> Iterator[Cluster]:
    """The executor on them."""
    cluster = Cluster(address)
    yield cluster
    cluster.stop()


def named(folder: Path, *names: str) -> list[Path]:
    """Records of these names, which hold nothing."""
    for name in names:
        (folder / name).mkdir()
        (folder / name / "talks.yaml").write_text(f"id: {name}\n", encoding="utf-8")
    return [folder / name for name in names]


def test_outcomes_come_in_order(cluster: Cluster, tmp_path: Path) -> None:
    """However long each takes and wherever it is made, what comes of records comes in their order."""
    names = ("a", "slow-b", "c", "refused", "slow-d", "fail", "e", "crash", "f")
    paths = named(tmp_path, *names)
    done = list(made(paths, SMALL, cluster, 3, cluster_calls.as_named, ahead=1))
    assert [path for path, _ in done] == paths
    came = {path.name: outcome for path, outcome in done}
    assert [came[name] for name in names if isinstance(came[name], str)] == ["a", "slow-b", "c", "slow-d", "e", "f"]
    assert isinstance(came["refused"], LoadError)
    assert str(came["refused"].problems[0].place) == "talks.yaml:3:1"
    assert str(came["fail"]).startswith(f"{tmp_path}/fail: this is a fault in reportgen, not in the record: ZeroDiv")
    assert str(came["crash"]).startswith(f"{tmp_path}/crash: building it crashed (SIGABRT)")
    assert cluster.at_once == 8


def test_the_same_as_here(cluster: Cluster) -> None:
    """What there is to write, and what is to be told of it, is the same as when it is made here."""
    order = Order(audiences=("principal", "public"), formats=("md", "docx"), report=True)
    ((_, there),) = made([REAL], order, cluster, 1)
    here = ready_of(REAL, order)
    assert isinstance(there, Ready)
    assert there.files == here.files
    assert (there.report, there.findings, there.warnings) == (here.report, here.findings, here.warnings)


@pytest.mark.skipif(sys.platform != "linux", reason="finds its worker in /proc")
def test_a_record_that_kills_its_workers(address: str, tmp_path: Path) -> None:
    """A record that every worker dies of is told as that record's error; the others are built, the workers named."""
    cluster = Cluster(address)
    paths = named(tmp_path, "a", "killer", "slow-b", "c", "d")
    outcomes = [outcome for _, outcome in made(paths, SMALL, cluster, 2, cluster_calls.as_named, ahead=1)]
    died = cluster.died()
    cluster.stop()
    assert [each for each in outcomes if isinstance(each, str)] == ["a", "slow-b", "c", "d"]
    assert isinstance(outcomes[1], RecordLost)
    assert str(outcomes[1]).startswith(f"{tmp_path}/killer: 2 workers died while they made it, the last of them tcp://")
    assert len(died) >= 2
    assert all(died.values())


# ------------------------------------------------------------------------------------ no cluster to use


def refused(*arguments: object) -> str:
    """What a build says that cannot begin."""
    done = run("build", REAL, "--format", "md", *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert no_traceback(done)
    return done.stderr


def test_no_scheduler_at_the_address(tmp_path: Path) -> None:
    """Where nothing listens, and for what is no address, one sentence says so and what would do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    told = refused("--scheduler", f"tcp://127.0.0.1:{port}", "--out", tmp_path)
    assert told.startswith(f"reportgen: There is no cluster at tcp://127.0.0.1:{port}: nothing answers there.")
    assert "dask scheduler" in told
    assert "that is no address" in refused("--scheduler", "nonsense://a", "--out", tmp_path)


def test_without_dask_its_extra_is_named() -> None:
    """Where Dask is not installed, what installs it is said."""
    code = f"""
import sys
sys.modules["dask"] = sys.modules["distributed"] = None
from reportgen.cli import main
sys.exit(main(["build", {str(REAL)!r}, "--scheduler", "tcp://127.0.0.1:1"]))
"""
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == 'reportgen: --scheduler needs Dask: pip install "reportgen[dask]"\n'


def test_workers_that_would_make_other_memos(tmp_path: Path) -> None:
    """A cluster without workers is told; so is each worker with another program, and what differs."""
    other = tmp_path / "other"
    shutil.copytree(PACKAGE, other / "reportgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", other / "templates")
    with (other / "templates" / "memo.css").open("a", encoding="utf-8") as file:
        file.write("\n/* changed */\n")
    (tmp_path / "machines").mkdir()
    machines = Machines(tmp_path / "machines")
    try:
        wanted = ["--scheduler", machines.address, "--out", tmp_path / "out"]
        assert refused(*wanted).startswith(f"reportgen: The cluster at {machines.address} has no workers.")
        machines.worker("other", program=other)
        told = refused(*wanted)
        assert "Workers of the cluster" in told
        assert ": the shipped templates differ\n" in told
        assert not (tmp_path / "out").exists()
    finally:
        machines.stop()
