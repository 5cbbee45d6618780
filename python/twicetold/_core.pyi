from collections.abc import Callable
from typing import Any

import numpy as np

_Progress = Callable[[str, int, int], object] | None
_Span = tuple[int, int]
_UInt32 = np.ndarray[Any, np.dtype[np.uint32]]
_UInt64 = np.ndarray[Any, np.dtype[np.uint64]]
_Int64 = np.ndarray[Any, np.dtype[np.int64]]
_Float64 = np.ndarray[Any, np.dtype[np.float64]]
_Bool = np.ndarray[Any, np.dtype[np.bool_]]

__version__: str
pair_dtype: np.dtype[Any]
node_pair_dtype: np.dtype[Any]

class Texts:
    @staticmethod
    def from_sequence(sequence: object) -> Texts: ...
    @staticmethod
    def from_arrow(capsule: object) -> Texts: ...
    def __len__(self) -> int: ...
    def text(self, row: int) -> str: ...
    def missing(self) -> _Bool: ...
    def code_points(self) -> _Int64: ...

def fold(text: str) -> str: ...
def tokens(text: str) -> list[tuple[str, _Span]]: ...
def sentences(text: str) -> list[tuple[_Span, int]]: ...
def shingles(text: str, shingle: str) -> _UInt64: ...
def sketch(texts: Texts, shingle: str, slots: int, threads: int, progress: _Progress) -> _UInt32: ...
def banding(threshold: float, recall: float, slots: int) -> tuple[int, int, float]: ...
def bands(sketches: _UInt32, slots: int, rows: int, count: int) -> _UInt64: ...
def representatives(pairs: Any, priority: _UInt32) -> tuple[_UInt32, _Float64]: ...
def representatives_of_nodes(pairs: Any, priority: _UInt32, node_of: _UInt32) -> tuple[_UInt32, _Float64]: ...
def find_duplicates(
    texts: Texts,
    priority: _UInt32,
    *,
    threshold: float,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    max_pairs: int,
    threads: int,
    progress: _Progress,
) -> tuple[Any, bool, _UInt32, Any, _UInt32, dict[str, int]]: ...
def compare(
    left: str, right: str, shingle: str
) -> tuple[
    tuple[float, float, float, float], list[tuple[_Span, _Span, int]], list[_Span], list[_Span]
]: ...

class SummaryOptions:
    def __init__(self, unit: str, amount: float, method: str, lead: float | None, language: str) -> None: ...

_SummaryTuple = tuple[list[tuple[int, int, _Span, float, int]], _Float64, list[str], list[tuple[int, int, int]], int]

def summarize(text: str, options: SummaryOptions) -> _SummaryTuple: ...
def summarize_each(
    texts: Texts, options: SummaryOptions, threads: int, progress: _Progress
) -> list[_SummaryTuple]: ...
def summarize_together(texts: Texts, options: SummaryOptions) -> _SummaryTuple: ...
def stories(
    texts: Texts,
    *,
    titles: Texts | None,
    languages: Texts | None,
    days: _Float64,
    threshold: float | str,
    summary: SummaryOptions,
    threads: int,
    progress: _Progress,
) -> tuple[list[Any], _UInt32, _Float64, float]: ...
