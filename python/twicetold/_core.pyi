from collections.abc import Callable, Sequence
from dataclasses import Field
from typing import Any, ClassVar, Literal, Self, final

import numpy as np

_Progress = Callable[[str, int, int], object] | None
_Span = tuple[int, int]
_Kind = Literal["sentence", "headline", "list item", "fragment"]
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
    def from_arrow(capsule: object, column: str) -> Texts: ...
    @staticmethod
    def from_arrow_array(schema: object, array: object, column: str) -> Texts: ...
    def __len__(self) -> int: ...
    def text(self, row: int) -> str: ...
    def missing(self) -> _Bool: ...
    def code_points(self) -> _Int64: ...

def fold(text: str) -> str: ...
def fold_spans(text: str) -> tuple[str, _Int64, _Int64]: ...
def tokens(text: str, type: type[Any]) -> list[Any]: ...

@final
class Sentence:
    __match_args__: ClassVar[tuple[str, ...]]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]  # twicetold.sentences lends them
    def __new__(cls, text: str, start: int, end: int, kind: _Kind) -> Self: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> _Kind: ...
    def __replace__(self, **changes: Any) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def sentences(text: str) -> list[Sentence]: ...

class SpanRows:
    def __len__(self) -> int: ...
    def arrow_schema(self) -> object: ...
    def arrow_array(self) -> tuple[object, object]: ...
    def arrow_stream(self) -> object: ...
    def sentences(self, row: int) -> list[Sentence] | None: ...
    def tokens(self, row: int, type: type[Any]) -> list[Any] | None: ...

class FoldRows:
    def __len__(self) -> int: ...
    def arrow_schema(self) -> object: ...
    def arrow_array(self) -> tuple[object, object]: ...
    def arrow_stream(self) -> object: ...
    def text(self, row: int) -> str | None: ...

def sentence_rows(texts: Texts, threads: int, progress: _Progress) -> SpanRows: ...
def token_rows(texts: Texts, threads: int, progress: _Progress) -> SpanRows: ...
def fold_rows(texts: Texts, threads: int, progress: _Progress) -> FoldRows: ...
def entities(text: str) -> list[tuple[_Span, int]]: ...
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
    measure: str,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    max_pairs: int,
    cache_bytes: int,
    threads: int,
    progress: _Progress,
) -> tuple[Any, bool, _UInt32, Any, _UInt32, _UInt32, _UInt32, dict[str, Any]]: ...
def find_leaks(
    train: Texts,
    test: Texts,
    *,
    threshold: float,
    measure: str,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    max_pairs: int,
    threads: int,
    progress: _Progress,
) -> tuple[Any, bool, _UInt32, Any, _UInt32, dict[str, Any]]: ...
def compare(
    left: str, right: str, shingle: str
) -> tuple[tuple[float, float, float, float], list[tuple[_Span, _Span, int]], list[_Span], list[_Span]]: ...
def strip_repeats(
    texts: Texts, *, unit: str, min_texts: int, keep_first: bool, threads: int, progress: _Progress
) -> tuple[Any, Any, _Int64, Any]: ...
def cut_texts(texts: Texts, cuts: Any, lengths: _Int64) -> list[str]: ...

class DocumentFrequencies:
    @property
    def sentences(self) -> int: ...
    def __len__(self) -> int: ...

def document_frequencies(
    texts: Texts, language: str, stop_words: list[str], threads: int, progress: _Progress
) -> DocumentFrequencies: ...

named_methods: tuple[str, ...]

class SummaryOptions:
    def __init__(
        self,
        unit: str,
        amount: float,
        method: str,
        lead: float | None,
        language: str,
        mmr: float | None,
        query: str,
        weight: float,
        stop_words: list[str],
        background: DocumentFrequencies | None,
    ) -> None: ...
    @property
    def query(self) -> str: ...

_SummaryTuple = tuple[
    list[tuple[int, int, _Span, float, int, int]], _Float64, list[str], list[tuple[int, int, int]], int
]

def summarize(
    text: str, options: SummaryOptions, spans: _Int64 | None, vectors: _Float64 | None, query: _Float64 | None
) -> _SummaryTuple: ...
def summarize_each(
    texts: Texts,
    options: SummaryOptions,
    unit: str,
    amounts: _Float64,
    languages: Texts | None,
    threads: int,
    progress: _Progress,
) -> list[_SummaryTuple]: ...
def summarize_together(
    texts: Texts,
    options: SummaryOptions,
    spans: list[_Int64 | None] | None,
    vectors: _Float64 | None,
    query: _Float64 | None,
) -> _SummaryTuple: ...
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
def rouge_tokens(texts: Texts, threads: int, progress: _Progress) -> Literal["english", "unicode"]: ...
def rouge(
    candidates: Texts,
    references: Texts,
    first: _Int64,
    *,
    measures: Sequence[str],
    tokens: str,
    stem: bool,
    several: str,
    threads: int,
    progress: _Progress,
) -> Any: ...
def bootstrap_means(values: _Float64, samples: int, seed: int, threads: int, progress: _Progress) -> _Float64: ...
