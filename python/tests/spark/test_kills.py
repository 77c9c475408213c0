"""A Python worker and an executor die in the middle of a job: the rows are still those of one process, each once."""

import os
import pathlib
import signal
import threading
import time

import pytest
from conftest import by_id

import onrecord.spark as on_spark

WAIT = 120


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of each process."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                found[int(entry.name)] = (parent, (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except (OSError, ValueError):
                continue  # it has ended
    return found


def ours(command: str) -> list[int]:
    """Processes below this one whose command line holds some words."""
    all_of_them = processes()

    def below(pid: int) -> bool:
        while pid in all_of_them:
            if pid == os.getpid():
                return True
            pid = all_of_them[pid][0]
        return False

    return sorted(pid for pid, (_, line) in all_of_them.items() if command in line and below(pid))


def workers() -> list[int]:
    """Python processes that serve tasks: children of the daemon, which the executor started."""
    daemons = ours("pyspark.daemon")
    return [pid for pid in daemons if processes().get(pid, (0, ""))[0] in daemons]


def executors() -> list[int]:
    return ours("CoarseGrainedExecutorBackend")


@pytest.mark.parametrize("victims", [workers, executors], ids=["worker", "executor"])
def test_the_rows_are_the_same(spark, rows, alone, tmp_path, victims):
    context = spark.sparkContext
    tracker = context.statusTracker()
    df = spark.createDataFrame(rows, "id string, text string").repartition(12)
    folder = str(tmp_path / "coded")
    failed = []

    def job():
        try:
            on_spark.write(on_spark.code(df), folder)
        except Exception as error:  # it belongs to the test and not to the thread
            failed.append(error)

    thread = threading.Thread(target=job)
    before = set(tracker.getActiveStageIds())
    thread.start()

    def in_the_middle() -> bool:
        stages = [tracker.getStageInfo(stage) for stage in set(tracker.getActiveStageIds()) - before]
        return any(it and it.numTasks == 12 and 0 < it.numCompletedTasks < 8 and it.numActiveTasks for it in stages)

    until = time.monotonic() + WAIT
    while not in_the_middle():
        assert thread.is_alive() and time.monotonic() < until, f"the job was never in its middle: {failed}"
        time.sleep(0.02)
    victim = victims()[0]
    os.kill(victim, signal.SIGKILL)
    assert thread.is_alive(), "killed in the middle, not at the end"
    thread.join(WAIT * 3)
    assert not thread.is_alive() and not failed, failed
    assert victim not in processes()

    assert by_id(spark.read.parquet(folder).toArrow().select(list(alone[0]))) == alone
