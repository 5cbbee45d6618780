"""Views for notebooks: what they show, that it is escaped, and how large they get."""

import itertools
import re
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
import twicetold as tt
from markup import HOSTILE_MARKUP, Elements, hostile_texts
from twicetold.html import style
from twicetold.html.segments import Part, segments
from twicetold.html.text import visible

mpl.use("Agg")

A = "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with 41 passengers. Nobody was hurt."
B = "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with 43 passengers. Nobody was hurt, it said."
C = "A bakery chain recalled its rye bread after two customers found glass in a loaf."


def pages() -> list[tuple[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        texts = hostile_texts()
        found = tt.find_duplicates(texts, threshold=0.3, floor=0.1)
        assert len(found.groups) >= len(HOSTILE_MARKUP) - 2
        evidence = [(f"evidence {k}", tt.compare(*texts[2 * k : 2 * k + 2])) for k in range(len(HOSTILE_MARKUP))]
        return [
            ("duplicates", found),
            ("duplicates without texts", found.without_texts()),
            ("leaks", tt.find_leaks(texts[::2], texts[1::2], threshold=0.3)),
            ("thresholds", tt.thresholds(texts, thresholds=[0.1, 0.3, 0.6])),
            ("summaries", tt.summarize(texts)),
            ("together", tt.summarize_together(texts, sentences=12)),
            ("explained", found.explain(found.groups[0].members[-1], found.groups[0].representative)),
            *((f"summary {k}", tt.summarize(text)) for k, text in enumerate(texts[::2])),
            *evidence,
        ]


@pytest.mark.parametrize(("name", "result"), pages())
def test_views_escape_what_they_show(name: str, result: Any) -> None:
    shown = result._repr_html_()
    elements = Elements(shown)
    assert set(elements.names) <= {
        "style", "div", "p", "span", "dl", "dt", "dd", "mark", "ins", "table", "thead", "tbody", "tr", "th", "td",
        "code", "svg", "path",
    }  # fmt: skip
    assert {name for name, _ in elements.attributes} <= {
        "class", "dir", "tabindex", "role", "aria-label", "scope", "style", "viewbox", "preserveaspectratio", "d",
        "colspan",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert len(shown.encode()) <= 100_000
    assert len(repr(result)) <= 2000, name


def test_views_ask_for_nothing_from_elsewhere() -> None:
    shown = tt.compare(A, B)._repr_html_()
    assert not re.search(r"url\(|@import|https?:|<script|<link|<img", shown)


def test_evidence_marks_what_both_and_what_only_one_text_has() -> None:
    shown = Elements(tt.compare(A, B, shingle="word:3")._repr_html_())
    assert shown.texts["ins"][:2] == ["41", "43"]
    assert "it said" in shown.texts["ins"]
    assert "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with" in shown.texts["mark"]


def test_evidence_of_a_search_names_the_bands_in_which_the_texts_meet() -> None:
    found = tt.find_duplicates([A, B, C, A], shingle="word:3", threshold=0.5)
    evidence = found.explain(1)
    bands = evidence.bands
    assert bands is not None
    assert bands.total == found.cost()["bands"]
    agree = (np.diff(tt.sketch([A, B], shingle="word:3").astype(np.int64), axis=0) == 0)[0]
    by_band = agree[: bands.total * bands.slots].reshape(bands.total, bands.slots).all(axis=1)
    assert bands.met == tuple(np.flatnonzero(by_band).tolist())
    assert f"({len(bands.met)} of {bands.total} agree)" in evidence._repr_html_()
    assert found.explain(3).bands == (tuple(range(bands.total)), bands.total, bands.slots)
    assert tt.find_duplicates([A, B], shingle="word:3", threshold=0.5, method="exact").explain(1).bands is None
    assert tt.compare(A, B).bands is None


def test_a_summary_is_marked_in_its_source() -> None:
    text = f"{C} {A} {B}"
    summary = tt.summarize(text, sentences=2)
    shown = Elements(summary._repr_html_())
    marked = "".join(shown.texts["mark"])
    assert all(sentence.text in marked for sentence in summary.sentences)
    assert "".join([*shown.texts["mark"]]).count("ferry") <= 2
    several = tt.summarize_together([A, C, B], sentences=2)._repr_html_()
    assert all(
        f"Text {sentence.document}" in several for sentence in tt.summarize_together([A, C, B], sentences=2).sentences
    )


def test_a_profile_marks_the_scores_of_the_chosen_sentences() -> None:
    summary = tt.summarize(f"{C} {A} {B} {C[:40]}.", sentences=2)
    scores, chosen, in_order = summary._profile()
    assert in_order
    assert chosen.tolist() == [k in {s.index for s in summary.sentences} for k in range(len(summary.scores))]
    together = tt.summarize_together([A, C, B], sentences=2)
    scores, chosen, in_order = together._profile()
    assert not in_order
    assert scores.tolist() == sorted(together.scores.tolist(), reverse=True)
    assert sorted(scores[chosen].tolist()) == sorted(s.score for s in together.sentences)
    empty = tt.summarize("")
    assert "0 of 0 sentences" in empty._repr_html_()


def test_summaries_do_not_take_their_texts_into_pickles() -> None:
    import pickle

    summary = tt.summarize(f"{C} {A} {B}")
    again = pickle.loads(pickle.dumps(summary))
    assert again.sentences == summary.sentences
    assert "Where it stands" in summary._repr_html_()
    assert "Where it stands" not in again._repr_html_()


def test_views_of_a_hundred_thousand_texts_are_small() -> None:
    texts = [" ".join(f"<{k % 40_000}&{word}>" for word in range(8)) + f" {k}" for k in range(100_000)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        found = tt.find_duplicates(texts, shingle="word:2", threshold=0.6, floor=0.5)
    for result in (found, tt.summarize(texts), found.explain(int(np.flatnonzero(found.duplicate_of >= 0)[0]))):
        assert len(result._repr_html_().encode()) <= 100_000
        assert len(repr(result)) <= 2000


@pytest.mark.parametrize(("unit", "size"), [
    ("one two three four five. ", 10_000_000), ("\u202e\x00", 1_000_000), ("🚀\"<'", 1_000_000), ("a&b\n", 1_000_000),
])  # fmt: skip
def test_views_of_ten_megabytes_of_text_are_small(unit: str, size: int) -> None:
    size //= len(unit.encode())
    long = unit * size
    other = long[: len(long) // 2] + " in the middle something else " + long[len(long) // 2 :] + " at the end <more>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        results: list[Any] = [tt.compare(long, other), tt.summarize(long), tt.find_duplicates([long, other, long])]
    for result in results:
        assert len(result._repr_html_().encode()) <= 100_000
        assert len(repr(result)) <= 2000


def test_the_borderline_shows_what_differs() -> None:
    found = tt.find_duplicates([A, B], shingle="word:3", threshold=0.5)
    assert {"41", "43"} <= set(Elements(found._repr_html_()).texts["ins"])


def test_an_empty_result_shows_itself() -> None:
    shown = tt.find_duplicates([])._repr_html_()
    assert "0 texts" in shown
    assert "svg" not in shown


# ---- texts in segments


def test_segments_hold_a_short_text_whole() -> None:
    shown = segments("ab cd ef", [(0, 2), (1, 4)], [(6, 8)], 100)
    assert shown == [(Part.SHARED, "ab c"), (Part.PLAIN, "d "), (Part.ONLY, "ef")]


@pytest.mark.parametrize("width", [1, 50, 200, 1000])
def test_segments_of_a_long_text_say_how_much_is_left_out(width: int) -> None:
    text = "".join(f"{k:04d} " for k in range(2000))
    only = [(k, k + 5) for k in range(1000, 9000, 1000)]
    shared = list(itertools.pairwise([0, *itertools.chain(*only), len(text)]))[::2]
    shown = segments(text, shared, only, width)
    told = sum(len(piece) for kind, piece in shown if kind is not Part.GAP)
    left_out = sum(int(piece.replace(",", "")) for kind, piece in shown if kind is Part.GAP)
    assert told + left_out == len(text)
    assert told <= width + 20 * len(shown)
    for kind, piece in shown:
        assert kind is Part.GAP or piece in text
    if width == 1000:
        assert [piece for kind, piece in shown if kind is Part.ONLY] == [text[slice(*span)] for span in only]


def test_segments_may_keep_what_is_shared_whole() -> None:
    text = "".join(f"{k:04d} " for k in range(2000))
    shown = segments(text, [(5000, 5200), (7000, 7050)], (), 800, whole=Part.SHARED)
    assert [piece for kind, piece in shown if kind is Part.SHARED] == [text[5000:5200], text[7000:7050]]
    assert sum(len(piece) for _, piece in shown) < 900


def test_controls_are_shown_as_marks() -> None:
    assert visible("a\u202eb\x00\r\nc\td\ud800") == "a⟨U+202E⟩b⟨U+0000⟩\nc\td⟨U+D800⟩"


# ---- the look


def colours(rules: str) -> dict[str, str]:
    found = {name: value * 2 if len(value) == 3 else value for name, value in re.findall(r"--tt-(\w+):#(\w+)", rules)}
    assert {"ink", "paper", "line", "mark", "other"} <= set(found)
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("rules", [style._LIGHT, style._DARK])
def test_text_stands_out_from_every_ground(rules: str) -> None:
    """WCAG 2 asks for a contrast of 4.5 of text, 3 of what else tells things apart."""
    found = colours(rules)

    def contrast(a: str, b: str) -> float:
        darker, lighter = sorted(luminance(found[name]) for name in (a, b))
        return (lighter + 0.05) / (darker + 0.05)

    grounds = {
        "ink": ["paper", "raised", "mark", "other"],
        "soft": ["paper", "raised"],
        "accent": ["paper"],
        "warn": ["paper"],
    }
    assert {(a, b): contrast(a, b) for a, own in grounds.items() for b in own if contrast(a, b) < 4.5} == {}
    assert contrast("edge", "raised") >= 3
    assert contrast("accent", "mark") >= 3


# ---- plots


@pytest.fixture
def axes() -> Iterator[Any]:
    from matplotlib import pyplot

    yield pyplot.subplots()[1]
    pyplot.close("all")


def test_plots_draw_into_the_axes_that_they_are_given(axes: Any) -> None:
    found = tt.find_duplicates([A, B, C, A], shingle="word:3", threshold=0.5, floor=0.1)
    drawn: Any = found.plot(ax=axes)
    assert drawn is axes
    assert drawn.get_xlabel() == "jaccard similarity"
    assert [line.get_xdata()[0] for line in drawn.lines] == [0.5]
    assert sum(patch.get_data().values.sum() for patch in drawn.patches) == len(found.pairs) + len(found.below)


def test_group_sizes_and_profiles_are_drawn(axes: Any) -> None:
    found = tt.find_duplicates([A, B, C, A, C], shingle="word:3", threshold=0.5)
    sizes: Any = found.plot("groups", ax=axes)
    assert [bar.get_height() for bar in sizes.patches] == [1, 1]
    assert [label.get_text() for label in sizes.get_xticklabels()] == ["2", "3"]
    summary = tt.summarize(f"{C} {A} {B}", sentences=1)
    profile: Any = summary.plot()
    drawn = profile.patches
    assert [int((patch.get_data().values > 0).sum()) for patch in drawn][1] == 1


def test_results_without_pairs_are_drawn(axes: Any) -> None:
    empty = tt.find_duplicates([])
    assert empty.plot("similarity", ax=axes) is empty.plot("groups", ax=axes)
    assert tt.find_duplicates([A, A], threshold=1, shingle="char:3").plot(ax=axes) is axes
    assert tt.summarize("").plot(ax=axes) is axes


def test_an_unknown_kind_of_plot_is_named() -> None:
    with pytest.raises(ValueError, match=r"^kind must be 'similarity' or 'groups', got 'size'$"):
        tt.find_duplicates([]).plot("size")  # type: ignore[arg-type]


def test_plots_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r"plot needs matplotlib: pip install 'twicetold\[plot\]'"):
        tt.find_duplicates([]).plot()
