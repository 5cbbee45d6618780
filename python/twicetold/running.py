"""How long calls run: threads and progress."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

from twicetold.arguments import check_at_least_1

ProgressCallback: TypeAlias = Callable[[str, int, int], object]
Progress: TypeAlias = bool | ProgressCallback | None


def thread_count(threads: int | None) -> int:
    """Return the number of threads to use: all CPUs that this process may use, unless the caller says else."""
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity else os.cpu_count() or 1
    if isinstance(threads, bool) or not isinstance(threads, (int, np.integer)):
        raise TypeError(f"threads must be int or None, got {type(threads).__name__}")
    check_at_least_1("threads", threads)
    return int(threads)


def _someone_looks() -> bool:
    return sys.stderr.isatty() or "ipykernel" in sys.modules


class _Bar:
    """One tqdm bar a stage; with ``delay`` it appears only in calls that take longer."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            from tqdm.auto import tqdm  # a fifth of the package's import time, and seldom needed

            self.close()
            self._bar = tqdm(total=total, desc=stage, unit="", delay=self._delay, leave=False)
            self._stage = stage
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


@contextmanager
def reporting(progress: Progress) -> Iterator[ProgressCallback | None]:
    """Yield what the core is to call with (stage, done, total), or None.

    ``progress`` is None (a bar on a terminal or in a notebook, after 2 s), True (a bar), False (nothing) or a callable.
    """
    if progress is None or progress is True:
        if progress is None and not _someone_looks():
            yield None
            return
        bar = _Bar(delay=2.0 if progress is None else 0.0)
        try:
            yield bar
        finally:
            bar.close()
    elif progress is False:
        yield None
    elif callable(progress):
        yield progress
    else:
        raise TypeError(f"progress must be None, a bool or a callable, got {type(progress).__name__}")
