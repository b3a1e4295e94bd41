"""The same work on a Dask cluster with a real scheduler and workers, and in a store that speaks S3."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from archive_runs import batch, begun, damaged_text, outputs, scan, status, temporary, until, waiting

from ocr_fix.archive.command import IN_SIGHT

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed (ocr-fix[cluster])")
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """A file; while it is there the cluster reads no scan."""
    return tmp_path / "hold"


@pytest.fixture
def cluster(tmp_path: Path, hold: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and two workers of one thread each."""
    env = {**os.environ, **waiting(tmp_path, hold)}
    port = free_port()
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": env}
    with ExitStack() as stack:

        def started(command: list[str]) -> subprocess.Popen[bytes]:
            process = stack.enter_context(subprocess.Popen(command, **quiet))
            stack.callback(process.kill)
            return process

        host = ["--host", "127.0.0.1"]
        started([*dask, *host, "--port", str(port), "--no-dashboard"])
        until(lambda: answers(port), "the scheduler")
        address = f"tcp://127.0.0.1:{port}"
        own = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
        yield address, [started([*worker, address, *host, *own]) for _ in range(2)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "pärm").mkdir(parents=True)
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(damaged_text(number), encoding="utf-8")
    for number in range(6):
        scan(folder / "pärm" / f"{number}.png", number)
    shutil.copy(folder / "pärm" / "0.png", folder / "kopia.png")
    return folder


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], hold: Path, source: Path, tmp_path: Path
) -> None:
    address, dask_workers = cluster
    here, there = tmp_path / "here", tmp_path / "there"
    (source / "tom.pdf").touch()
    batch(source, here, code=8)
    hold.touch()
    with begun(source, there, "--cluster", address, stderr=subprocess.PIPE) as run:
        until(lambda: len(outputs(there)) >= 3, "the first outputs")
        assert len(outputs(there)) < len(outputs(here))
        os.kill(dask_workers[0].pid, signal.SIGKILL)
        hold.unlink()
        assert run.stderr is not None
        said = run.stderr.read().decode()
        assert run.wait(90) == 8, said
    assert outputs(there) == outputs(here)
    assert not temporary(there)
    found = status(there)
    assert found["files"] == {"total": 20, "done": 19, "failed": 1}


def test_a_cluster_that_is_not_there_is_named(source: Path, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    assert b"no Dask cluster" in batch(source, tmp_path / "out", "--cluster", address, env={}, code=6).stderr


@pytest.fixture
def store(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a process needs in its environment to reach a store that speaks S3; it has a bucket `arkiv`."""
    pytest.importorskip("s3fs", reason="s3fs is not installed (ocr-fix[remote])")
    pytest.importorskip("moto", reason="moto is not installed")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until(lambda: answers(port), "the store")
            env = {
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-east-1",
                "XDG_STATE_HOME": str(tmp_path / "state"),
            }
            yield env
        finally:
            server.kill()


def bucket(env: dict[str, str]) -> Any:
    import s3fs  # noqa: PLC0415

    keys = {"key": env["AWS_ACCESS_KEY_ID"], "secret": env["AWS_SECRET_ACCESS_KEY"]}
    return s3fs.S3FileSystem(**keys, endpoint_url=env["AWS_ENDPOINT_URL"], use_listings_cache=False)


def test_source_and_target_may_be_a_store(store: dict[str, str], source: Path, tmp_path: Path) -> None:
    system = bucket(store)
    system.mkdir("arkiv")
    system.put(f"{source}/", "arkiv/in/", recursive=True)
    batch(source, tmp_path / "here")
    batch("s3://arkiv/in", "s3://arkiv/ut", env=store)

    def stored() -> dict[str, bytes]:
        names = [name for name in system.find("arkiv/ut") if "/.ocrfix/" not in name and not name.endswith(IN_SIGHT)]
        return {name.removeprefix("arkiv/ut/"): system.cat_file(name) for name in names}

    assert stored() == outputs(tmp_path / "here")
    assert system.exists("arkiv/ut/.ocrfix/summary.html")
    assert not list(Path(tmp_path).rglob("ocrfix-fetched-*"))
    system.pipe_file("arkiv/in/00.txt", damaged_text(99).encode())
    said = batch("s3://arkiv/in", "s3://arkiv/ut", env=store).stderr.decode()
    assert "1 done, 18 done before" in said
    assert b"nummer 99" in stored()["00.txt"]
