"""How long calls run: threads and progress."""

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

from twicetold.arguments import check_at_least_1, check_str

ProgressCallback: TypeAlias = Callable[[str, int, int], object]
Progress: TypeAlias = bool | ProgressCallback | None


def thread_count(threads: int | None) -> int:
    """Return the number of threads to use: all CPUs that this process may use, unless the caller says else."""
    _check_threads(threads)
    if threads is not None:
        return int(threads)
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def check_unused(column: str, threads: int | None, progress: Progress) -> None:
    """Check what is for columns where one text is given, so that a wrong argument shows there too."""
    if column == "text" and threads is None and progress is None:  # which takes less time than a short text
        return
    check_str("column", column)
    _check_threads(threads)
    _check_progress(progress)


def _check_threads(threads: int | None) -> None:
    if threads is None:
        return
    if isinstance(threads, bool) or not isinstance(threads, (int, np.integer)):
        raise TypeError(f"threads must be int or None, got {type(threads).__name__}")
    check_at_least_1("threads", threads)


def _check_progress(progress: Progress) -> None:
    if not (progress is None or isinstance(progress, bool) or callable(progress)):
        raise TypeError(f"progress must be None, a bool or a callable, got {type(progress).__name__}")


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
            with warnings.catch_warnings():  # in a notebook without ipywidgets the bar is text, which is no fault
                warnings.filterwarnings("ignore", message="IProgress not found")
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
    _check_progress(progress)
    if progress is None or progress is True:
        if progress is None and not _someone_looks():
            yield None
            return
        bar = _Bar(delay=2.0 if progress is None else 0.0)
        try:
            yield bar
        finally:
            bar.close()
    else:
        yield None if progress is False else progress
