"""dbt with what each node costs beside its results.

    python tests/bench_dbt.py COSTS.csv build [dbt's arguments]

Runs dbt in this process as the command `dbt` does, and writes a row per node: name, kind, layer, seconds of
processor time and elapsed, bytes read, and the largest resident memory of the process while the node ran. A
node runs in one thread, DuckDB and linear algebra too (profiles.yml, Makefile), so its thread's clock and
counter of bytes are its own; memory is the process's.
"""

import csv
import sys
import threading
import time
from pathlib import Path

from publication.owner_only import begin

FIELDS = ("name", "kind", "layer", "elapsed_s", "processor_s", "read_mb", "peak_mb")
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
# Written to clear_refs: begin the record of the largest resident memory anew (proc(5)).
_RESET_PEAK = "5"


def layer_of(node) -> str:
    """The layer a node belongs to: that of the last model which a test looks at."""
    kind = str(node.resource_type)
    if kind in ("test", "unit_test"):
        return f"{kind}s"
    if kind == "operation":
        return "hooks"
    parts = Path(node.original_file_path).parts
    return "fits" if parts[0] == "python_models" else parts[1] if parts[0] == "models" else parts[0]


class Costs:
    """What ran, and what it cost, with the peak of the process shared by all that ran at the time."""

    def __init__(self, path: Path) -> None:
        """Begin the CSV in ``path``: rows are added as nodes end, so that a long build can be followed."""
        self.lock = threading.Lock()
        self.running: dict[int, float] = {}
        # Written line by line.
        self.file = path.open("w", encoding="utf-8", newline="", buffering=1)
        self.writer = csv.DictWriter(self.file, FIELDS, lineterminator="\n")
        self.writer.writeheader()

    def measured(self, node, run):
        """Run one node and note its costs."""
        thread = threading.get_ident()
        with self.lock:
            self._peak()
            self.running[thread] = 0.0
        elapsed, processor, read = time.monotonic(), time.thread_time(), _bytes_read()
        try:
            return run()
        finally:
            row = {
                "name": node.name,
                "kind": str(node.resource_type),
                "layer": layer_of(node),
                "elapsed_s": round(time.monotonic() - elapsed, 4),
                "processor_s": round(time.thread_time() - processor, 4),
                "read_mb": round((_bytes_read() - read) / 2**20, 2),
            }
            with self.lock:
                self._peak()
                self.writer.writerow(row | {"peak_mb": round(self.running.pop(thread), 1)})

    def _peak(self) -> None:
        """The largest memory since the last call counts for everything that runs."""
        peak = next(
            int(line.split()[1]) / 1024
            for line in _STATUS.read_text().splitlines()
            if line.startswith("VmHWM")
        )
        _CLEAR.write_text(_RESET_PEAK)
        for thread, before in self.running.items():
            self.running[thread] = max(before, peak)


def _bytes_read() -> int:
    """Bytes that this thread asked the system for, from the disk or from its cache."""
    first = Path(f"/proc/self/task/{threading.get_native_id()}/io").read_text().splitlines()[0]
    return int(first.split()[1])


def main() -> int:
    """Run dbt; returns its exit status."""
    path, *arguments = sys.argv[1:]
    begin()
    from dbt.cli.main import dbtRunner
    from dbt.task.base import BaseRunner

    costs = Costs(Path(path))
    run = BaseRunner.run_with_hooks
    BaseRunner.run_with_hooks = lambda self, manifest: costs.measured(self.node, lambda: run(self, manifest))
    result = dbtRunner().invoke(arguments)
    costs.file.close()
    if result.exception:
        print(result.exception, file=sys.stderr)
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main())
