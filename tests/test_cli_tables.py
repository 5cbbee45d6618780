"""The command line on CSV and Parquet, on patterns, and what it writes beside the rows."""

import csv
import gzip
import io
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
import twicetold as tt
from pyarrow import parquet
from test_cli import BREAD, FOG, FOG_AGAIN, done, error_of, objects, process, run, texts
from twicetold.tables import csv_line

CSV = (
    'id;"odd",body\r\n'.replace(";", ",").encode()
    + f'1,"a ""b""","{FOG}"\r\n'.encode()
    + f'2,,"{FOG_AGAIN[:40]}\n{FOG_AGAIN[40:]}"\n'.encode()
    + b'3,"=1+1","'
    + BREAD.encode()
    + b'"\n\n4,x,\n5,y,"last"'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table() -> pa.Table:
    day = pd.Timestamp("2026-01-01", tz="UTC")
    columns = {
        "id": [1, 2, 3, 4],
        "body": [FOG, FOG_AGAIN, BREAD, None],
        "day": [day] * 4,
        "tags": [["a"], [], None, ["b"]],
    }
    held = pa.table(columns)
    return held.set_column(1, "body", held["body"].dictionary_encode()).replace_schema_metadata({"made": "by test"})


def test_rows_of_csv_are_the_very_bytes_that_were_read(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"\xef\xbb\xbf" + CSV)
    rows = done("dedup", "a.csv", "--column", "body").stdout_bytes
    begin, end = CSV.index(b"2,,"), CSV.index(b"3,")
    assert rows == (CSV[:begin] + CSV[end:]).replace(b"\n\n4", b"\n4")
    done("dedup", "a.csv", "--column", "body", "-o", "kept.csv.gz")
    assert gzip.decompress((folder / "kept.csv.gz").read_bytes()) == rows
    assert done("dedup", "-", "--format", "csv", "--column", "body", stdin=CSV).stdout_bytes == rows


def test_csv_is_kept_by_a_column_of_numbers_and_files_have_the_same_columns(folder: Path) -> None:
    (folder / "a.csv").write_text(f"n,text\n1,{json.dumps(FOG)}\n")
    (folder / "b.tsv").write_text(f"n\ttext\n2.5\t{FOG_AGAIN}\n\t{BREAD}\n")
    (folder / "c.csv").write_text("text,n\n")
    assert done("dedup", "a.csv", "b.tsv", "--keep", "n").stdout.splitlines()[1:] == [f"2.5\t{FOG_AGAIN}", f"\t{BREAD}"]
    assert error_of("dedup", "a.csv", "c.csv") == "c.csv: its columns are not those of the first file (n, text)"
    (folder / "a.csv").write_text("n,text\nx,y\n")
    message = error_of("dedup", "a.csv", "--keep", "n", status=2)
    assert message == "--keep must have numbers or times as scores, got 'x'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,text\n1,a\n2\n", "a.csv, line 3: 1 fields, but the first line names 2 columns"),
        (b'id,text\n1,"a\n', "a.csv, line 2: not CSV ("),
        (b"id,body\n1,a\n", "a.csv, line 1: no column 'text'; there are: id, body"),
        (b"text,text\n1,a\n", "a.csv, line 1: column 'text' is there twice"),
        (b"text\n\xff\n", "a.csv, line 2: not UTF-8 ("),
    ],
)
def test_csv_that_is_none_is_named_with_its_line(folder: Path, content: bytes, message: str) -> None:
    (folder / "a.csv").write_bytes(content)
    assert error_of("dedup", "a.csv").startswith(message)


def test_an_empty_csv_and_one_of_a_header_are_done(folder: Path) -> None:
    for content in (b"", b"id,text\n"):
        (folder / "a.csv").write_bytes(content)
        assert done("dedup", "a.csv").stdout_bytes == content


def test_texts_of_csv_may_be_long(folder: Path) -> None:
    (folder / "a.csv").write_text(f'text\n"{"word " * 100_000}"\nb\n')
    assert done("dedup", "a.csv").stdout_bytes == (folder / "a.csv").read_bytes()


def test_parquet_comes_back_with_its_schema(folder: Path) -> None:
    parquet.write_table(table(), folder / "in.parquet")
    read = parquet.read_table(folder / "in.parquet")
    done("dedup", "in.parquet", "--column", "body", "-o", "clean.parquet", "--pairs", "pairs.parquet")
    clean = parquet.read_table(folder / "clean.parquet")
    assert clean.equals(read.take([0, 2, 3]))
    assert clean.schema.equals(read.schema, check_metadata=True)
    pairs = parquet.read_table(folder / "pairs.parquet").to_pydict()
    assert (pairs["left"], pairs["right"], pairs["similarity"]) == ([0], [1], [1.0])
    rows = objects(done("dedup", "in.parquet", "--column", "body"))
    assert [row["id"] for row in rows] == [1, 3, 4]
    assert rows[0]["day"].startswith("2026-01-01")
    done("dedup", "in.parquet", "in.parquet", "--column", "body", "-o", "clean.jsonl")
    assert len((folder / "clean.jsonl").read_text().splitlines()) == 4  # what has no text is never a duplicate


def test_rows_of_jsonl_and_csv_may_become_parquet(folder: Path) -> None:
    held: list[dict[str, object]] = [
        {"id": 1, "text": FOG, "tags": ["a"]}, {"id": 2, "text": FOG_AGAIN}, {"id": 2.5, "text": BREAD, "by": None},
        {"text": float("nan"), "at": {"url": "é"}},
    ]  # fmt: skip
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n\n" for row in held))
    done("dedup", "a.jsonl", "-o", "a.parquet")
    assert parquet.read_table(folder / "a.parquet").to_pylist() == [
        {"id": 1, "text": FOG, "tags": ["a"], "by": None, "at": None},
        {"id": 2.5, "text": BREAD, "tags": None, "by": None, "at": None},
        {"id": None, "text": None, "tags": None, "by": None, "at": {"url": "é"}},
    ]
    (folder / "a.csv").write_text(f"n,text\n1,{json.dumps(FOG)}\n,{json.dumps(FOG_AGAIN)}\n03,{json.dumps(BREAD)}\n")
    done("dedup", "a.csv", "-o", "b.parquet")
    assert parquet.read_table(folder / "b.parquet").to_pydict() == {"n": ["1", "03"], "text": [FOG, BREAD]}
    done("leaks", "a.jsonl", "-", "-o", "c.parquet", stdin=b'{"text": "new"}\n')
    assert parquet.read_table(folder / "c.parquet").to_pylist() == [{"text": "new"}]
    (folder / "a.csv").write_text("n,text\n")
    done("dedup", "a.csv", "-o", "d.parquet")
    assert parquet.read_table(folder / "d.parquet").column_names == ["n", "text"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (b'{"n": "s", "text": "b"}', "n"),
        (b'{"n": %s, "text": "b"}' % (b"1" * 30), "n"),
        (b'{"n": 1, "text": "\\ud800"}', "text"),
        (b'{"n": 1, "text": "b", "x": {}}', "x"),
        (b'{"n": 1, "text": "b", "x": %s}' % (b"[" * 200 + b"]" * 200), "x"),
        (b'{"n": 1, "text": "b", "\\ud800": 1}', "\\ud800"),
    ],
)
def test_what_does_not_fit_parquet_is_told_before_the_work(folder: Path, row: bytes, column: str) -> None:
    told = error_of("dedup", "-", "--quiet", "-o", "a.parquet", stdin=b'{"n": 1, "text": "a"}\n' + row)
    assert told.startswith(f"a.parquet: column '{column}' does not fit Parquet (")
    assert told.endswith("); .jsonl takes it as it is")
    assert os.listdir(folder) == []


def test_parquet_that_is_none_or_has_no_such_text_is_named(folder: Path) -> None:
    (folder / "a.parquet").write_bytes(b"PAR1 not really")
    assert error_of("dedup", "a.parquet").startswith("a.parquet: not Parquet, or broken (")
    parquet.write_table(table(), folder / "a.parquet")
    assert error_of("dedup", "a.parquet") == "a.parquet: no column 'text'; there are: id, body, day, tags"
    assert error_of("dedup", "a.parquet", "--column", "id") == (
        "a.parquet, row 1: column 'id' must be a string or null, got a number (--column names another; of text: body)"
    )
    parquet.write_table(pa.table({"text": ["a"]}), folder / "b.parquet")
    assert error_of("dedup", "b.parquet", "a.parquet") == "a.parquet: its columns are not those of the first file"


def test_rows_are_kept_by_times_of_parquet_and_what_is_no_score_is_named(folder: Path) -> None:
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (3, 9, 1)]
    parquet.write_table(
        pa.table({"text": [FOG, FOG, BREAD], "day": days, "site": ["a", "b", "c"]}), folder / "a.parquet"
    )
    done("dedup", "a.parquet", "--keep", "day", "-o", "latest.parquet")
    assert parquet.read_table(folder / "latest.parquet")["site"].to_pylist() == ["b", "c"]
    message = error_of("dedup", "a.parquet", "--keep", "site", status=2)
    assert message == "--keep must have numbers or times as scores, got 'a'"


def test_rows_of_parquet_become_parquet_or_jsonl_and_nothing_else(folder: Path) -> None:
    parquet.write_table(table(), folder / "a.parquet")
    message = error_of("dedup", "a.parquet", "--column", "body", "-o", "b.csv", status=2)
    assert message == "b.csv: rows of Parquet are written as .parquet, .jsonl or .jsonl.gz"


@pytest.mark.parametrize(
    ("missing", "option", "error"),
    [
        ("jinja2", ["--report", "dup.html"], "--report needs jinja2: pip install 'twicetold[report]'"),
        ("pyarrow", ["--pairs", "p.parquet"], "p.parquet: Parquet needs pyarrow: pip install 'twicetold[arrow]'"),
    ],
)
def test_a_package_that_is_not_there_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str, option: list[str], error: str
) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG))
    for name in [missing, *(own for own in sys.modules if own.startswith(f"{missing}."))]:
        monkeypatch.setitem(sys.modules, name, None)
    assert error_of("dedup", "a.jsonl", "-o", "kept.jsonl", *option) == error
    assert [own.name for own in folder.iterdir()] == ["a.jsonl"]


def test_other_commands_read_tables_and_write_jsonl(folder: Path) -> None:
    parquet.write_table(table(), folder / "a.parquet")
    pd.DataFrame({"body": [FOG, BREAD], "when": ["2026-01-01", ""]}).to_csv(folder / "a.csv", index=False)
    for name in ("a.parquet", "a.csv"):
        rows = objects(done("summarize", name, "--column", "body", "--sentences", "1"))
        assert rows[0]["summary"] == [s.text for s in tt.summarize(FOG, sentences=1).sentences]
        assert "tags" in rows[0] or "when" in rows[0]
        assert done("sentences", name, "--column", "body").stdout.startswith("The ferry Alma")
        assert objects(done("strip-repeats", name, "--column", "body"))[0]["body"] == FOG
    told = objects(done("stories", "a.csv", "--column", "body", "--time", "when", "--json"))[0]
    assert told["stories"][0]["members"][0]["line"] == 2
    told = objects(done("stories", "a.parquet", "--column", "body", "--json"))[0]
    assert [member["row"] for member in told["stories"][0]["members"]] == [1, 2]


def test_a_pattern_stands_for_the_files_that_match_it(folder: Path) -> None:
    for name, text in (("b.jsonl", FOG_AGAIN), ("a.jsonl", FOG), ("c.txt", "no")):
        (folder / name).write_bytes(texts(text))
    assert done("dedup", "*.jsonl").stdout_bytes == texts(FOG)
    (folder / "[x].jsonl").write_bytes(texts(BREAD))
    assert done("dedup", "[x].jsonl").stdout_bytes == texts(BREAD)
    assert "no file matches this pattern" in error_of("dedup", "*.parquet")


def test_pairs_as_csv_show_both_texts_and_run_nothing_in_a_spreadsheet(folder: Path) -> None:
    formula = '=HYPERLINK("http://x","' + FOG
    done("dedup", "-", "--pairs", "pairs.csv", stdin=texts(formula, "@" + formula[1:], BREAD))
    (pair,) = csv.DictReader(io.StringIO((folder / "pairs.csv").read_text()))
    assert (pair["left"], pair["right"], pair["similarity"]) == ("0", "1", "1.0")
    assert pair["left_text"].startswith("'=HYPERLINK")
    assert pair["right_text"].startswith("'@HYPERLINK")
    assert len(pair["left_text"]) == 201


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_field_of_a_csv_report_begins_a_formula(first: str) -> None:
    told = csv_line([first + "1", f"a{first}=1", -1]).decode()
    assert list(csv.reader(io.StringIO(told, newline=""))) == [[f"'{first}1", f"a{first}=1", "-1"]]


def test_a_dry_run_says_what_would_go_and_writes_nothing(folder: Path) -> None:
    result = run("dedup", "-", "--dry-run", "-o", "kept.jsonl", "--pairs", "p.csv", "--report", "r.html",
                 "--fail-on-duplicates", stdin=texts(FOG, FOG_AGAIN))  # fmt: skip
    assert (result.exit_code, result.stdout) == (3, "")
    assert "dropped                            1  50.0%" in result.stderr
    assert os.listdir(folder) == []
    assert json.loads(done("dedup", "-", "--dry-run", "--json", stdin=texts(FOG, FOG_AGAIN)).stdout)["dropped"] == 1


def test_the_report_is_a_page_and_never_overwrites_unasked(folder: Path) -> None:
    pytest.importorskip("jinja2")
    hostile = texts(FOG, FOG_AGAIN + " <script>alert(1)</script>")
    done("dedup", "-", "--report", "dup.html", stdin=hostile)
    page = (folder / "dup.html").read_text()
    assert page.lower().startswith("<!doctype html>")
    assert "<script>alert(1)" not in page
    assert error_of("dedup", "-", "--report", "dup.html", stdin=hostile) == (
        "dup.html: the file exists already: --overwrite replaces it"
    )
    done("dedup", "-", "--report", "dup.html", "--overwrite", stdin=hostile)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("option", ["--output", "--pairs", "--report"])
def test_a_full_disk_is_told_in_a_line(folder: Path, option: str) -> None:
    result = process("dedup", "-", option, "/dev/full", stdin=texts(FOG, FOG_AGAIN))
    assert result.returncode == 1
    assert b"Error: /dev/full: not written (No space left on device)\n" in result.stderr
    assert os.listdir(folder) == []


def test_thresholds_are_a_table_or_json() -> None:
    rows = texts(FOG, FOG_AGAIN, FOG.replace("Monday", "Sunday"), BREAD)
    lines = done("thresholds", "-", "--at", ".5,1", stdin=rows).stdout.splitlines()
    assert lines[0].split() == ["threshold", "kept", "dropped", "groups", "largest", "pairs", "recall"]
    assert [line.split()[:3] for line in lines[1:3]] == [["0.5", "2", "2"], ["1", "3", "1"]]
    (found,) = objects(done("thresholds", "-", "--at", ".5,1", "--json", stdin=rows))
    assert [step["dropped"] for step in found["thresholds"]] == [2, 1]
    assert found["thresholds"][1]["samples"][0]["similarity"] == 1.0
    assert error_of("thresholds", "-", "--at", "2", status=2, stdin=b"") == "--at must be in (0, 1], got 2.0"
    assert run("thresholds", "-", "--at", "a", stdin=b"").exit_code == 2
