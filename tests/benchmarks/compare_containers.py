"""What a container costs: ``find_duplicates`` and ``drop_duplicates`` of a million rows, against the same on a list.

Each call runs in a process of its own, in turn with the others; shown are the best of several runs, and how far the
peak of memory rises above what was in use before the call.

    python tests/benchmarks/compare_containers.py [rows] [rounds]
"""

import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

SIZES = {"short": 8, "300 bytes": 50}  # words
CONTAINERS = ("list", "pyarrow", "polars", "pandas object", "pandas str", "pandas arrow")


def texts(rows: int, words: int) -> list[str]:
    """Return texts of random words, one in ten of them a copy."""
    random = np.random.default_rng(1)
    vocabulary = [f"w{k:05}" for k in range(30_000)]
    made: list[str] = []
    for k, own in enumerate(random.integers(30_000, size=(rows, words)).tolist()):
        made.append(made[k // 2] if k % 10 == 9 else " ".join([vocabulary[word] for word in own]))
    return made


def container(kind: str, values: list[str]) -> Any:
    """Return the texts in a container of this kind."""
    if kind == "list":
        return values
    if kind == "polars":
        import polars as pl

        return pl.DataFrame({"text": values})
    if kind == "pyarrow":
        import pyarrow as pa

        return pa.table({"text": values})
    import pandas as pd

    dtype = {"pandas object": object, "pandas str": "str", "pandas arrow": "string[pyarrow]"}[kind]
    return pd.DataFrame({"text": pd.Series(values, dtype=dtype)})


def reset_peak() -> None:
    """Forget the peak of memory so far, where the kernel lets."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak_mb() -> float:
    """Return the peak of memory since it was last forgotten."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_use_mb() -> float:
    """Return how much memory is in use."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def measure(kind: str, size: str, rows: int) -> dict[str, float]:
    """Return seconds and megabytes of both calls in this process."""
    import twicetold as tt

    warnings.simplefilter("ignore")
    data = container(kind, texts(rows, SIZES[size]))
    tt.drop_duplicates(data[:100], progress=False)  # imports what it needs
    calls: dict[str, Callable[[], object]] = {
        "find": lambda: tt.find_duplicates(data, progress=False),
        "drop": lambda: tt.drop_duplicates(data, progress=False),
    }
    told = {}
    for name, call in calls.items():
        reset_peak()
        before, start = in_use_mb(), time.perf_counter()
        result = call()
        told[name] = time.perf_counter() - start
        told[f"{name} MB"] = peak_mb() - before
        del result
    return told


def main() -> int:
    """Print the table."""
    if len(sys.argv) == 5:
        print(json.dumps(measure(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
        return 0
    rows, rounds = (int(own) for own in [*sys.argv[1:], "1000000", "3"][:2]) if sys.argv[1:] else (1_000_000, 3)
    for size in SIZES:
        best: dict[str, dict[str, float]] = {}
        for _ in range(rounds):
            for kind in CONTAINERS:
                out = subprocess.run(
                    [sys.executable, __file__, "one", kind, size, str(rows)], capture_output=True, check=True, text=True
                )
                for name, value in json.loads(out.stdout).items():
                    own = best.setdefault(kind, {})
                    own[name] = min(value, own.get(name, value))
        print(f"\n{rows:,} rows, {size}\n{'':16}{'find s':>9}{'ratio':>7}{'MB':>7}{'ratio':>7}"
              f"{'drop s':>9}{'ratio':>7}{'MB':>7}{'ratio':>7}")  # fmt: skip
        for kind, own in best.items():
            shown = (("find", "9.2f"), ("find MB", "7.0f"), ("drop", "9.2f"), ("drop MB", "7.0f"))
            cells = [f"{own[name]:{form}}{own[name] / best['list'][name]:7.2f}" for name, form in shown]
            print(f"{kind:16}{''.join(cells)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
