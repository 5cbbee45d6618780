"""Results stay as they were found: nothing that they hand out changes them."""

import copy
import json
import pickle
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import twicetold as tt

TEXTS = [*["the cat sat on the mat today"] * 3, "the cat sat on a mat today", "dogs bark at night", None]
SEARCH: dict[str, Any] = {"shingle": "char:4", "threshold": 0.8, "floor": 0.3}


def results() -> dict[str, Any]:
    found = tt.find_duplicates(TEXTS, **SEARCH)
    return {
        "found": found,
        "at": found.at(0.5),
        "reviewed": found.apply_review(json.loads(_review(found))),
        "leaks": tt.find_leaks(TEXTS[:3], TEXTS[3:], **SEARCH),
        "stripped": tt.strip_repeats(["A.\n\nMenu", "B.\n\nMenu"], min_texts=2),
        "scores": tt.rouge(["The ferry ran aground."], ["A ferry ran aground."]),
        "summary": tt.summarize("Fog. The ferry ran aground in fog. Nobody was hurt.", sentences=1),
        "one of many": tt.summarize(["The ferry ran aground. Nobody was hurt."])[0],
        "told together": tt.stories(["The ferry ran aground in fog.", "A ferry ran aground in fog."])[0].summary,
    }


def _review(found: tt.Duplicates) -> str:
    from twicetold.review import fingerprint

    decisions = [{"row": 1, "decision": "keep"}]
    return json.dumps(
        {"twicetold_review": 1, "texts": len(found), "fingerprint": fingerprint(found), "decisions": decisions}
    )


def copies(result: Any) -> list[Any]:
    own = [result, pickle.loads(pickle.dumps(result)), copy.copy(result), copy.deepcopy(result)]
    return [*own, result.without_texts()] if hasattr(result, "without_texts") else own


@pytest.mark.parametrize("name", results())
def test_arrays_and_mappings_of_results_cannot_be_changed(name: str) -> None:
    for result in copies(results()[name]):
        public = {key: value for key, value in vars(result).items() if not key.startswith("_")}
        arrays = [value for value in public.values() if isinstance(value, np.ndarray)]
        assert arrays
        for array in arrays:
            for view in (array, array[:1], *(array[field] for field in array.dtype.names or ())):
                with pytest.raises(ValueError, match="read-only"):
                    view[...] = view.copy()
            array.copy()[...] = array
        if "parameters" in public:
            check_mapping(public["parameters"])


def check_mapping(parameters: Any) -> None:
    before = dict(parameters)
    name = next(iter(before))
    for change in (
        lambda: parameters.update({name: 5}),
        lambda: parameters.__setitem__(name, 5),
        lambda: parameters.__delitem__(name),
        lambda: parameters.__ior__({name: 5}),
        lambda: parameters.setdefault("new", 5),
        lambda: parameters.pop(name),
        parameters.popitem,
        parameters.clear,
    ):
        with pytest.raises(TypeError, match="a result cannot be changed"):
            change()
    assert parameters == before
    assert before == parameters
    assert repr(parameters) == repr(before)
    assert json.dumps(parameters) == json.dumps(before)
    assert type({**parameters}) is type(parameters.copy()) is type(parameters | {}) is dict
    assert copy.deepcopy(parameters) == copy.copy(parameters) == pickle.loads(pickle.dumps(parameters)) == before


def test_what_cost_returns_is_the_callers_own() -> None:
    found = tt.find_duplicates(TEXTS, **SEARCH)
    stages = dict(found.cost()["seconds"])
    found.cost()["seconds"].clear()
    assert found.cost()["seconds"] == stages != {}


def test_columns_of_tables_made_of_a_result_can_be_changed() -> None:
    found = tt.find_duplicates(TEXTS, **SEARCH)
    table = pd.DataFrame({"text": TEXTS})
    table["kept"] = found.keep_mask
    table.loc[0, "kept"] = False
    annotated = found.annotate(table)
    annotated.loc[0, "duplicate_of"] = 7
    pairs = found.to_pandas()
    pairs.loc[0, "left"] = 7
    pairs["similarity"] *= 2
    polars = found.to_polars().with_columns(pl.col("similarity") * 2)
    assert polars["similarity"].max() == 2.0
    assert pl.Series(found.keep_mask).to_list() == pa.array(found.keep_mask).to_pylist() == found.keep_mask.tolist()
    assert found.keep_mask[0]
    assert found.duplicate_of[0] == -1
    assert found.pairs["left"][0] == 0
    assert found.pairs["similarity"].max() == 1.0


def test_read_only_pairs_can_be_handed_to_representatives() -> None:
    found = tt.find_duplicates(TEXTS, **SEARCH)
    of = tt.representatives(found.pairs, np.arange(len(TEXTS), dtype=np.uint32))
    assert np.where(of == np.arange(len(TEXTS)), -1, of).tolist() == found.duplicate_of.tolist()
