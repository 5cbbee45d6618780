"""The command line: what each command writes where, and with which exit status it ends."""

import contextlib
import gzip
import json
import os
import pty
import re
import subprocess
import sys
import termios
import textwrap
import unicodedata
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import twicetold as tt
from click.testing import CliRunner, Result
from twicetold.cli import main
from twicetold.cli.options import as_commands
from twicetold.files import read, sources
from twicetold.sentences import KINDS, Kind

FOG = (
    "The ferry Alma ran aground in thick fog off Gull Point on Monday with 41 passengers on board. Nobody was hurt. "
    "Tugs freed the ferry at noon, and it reached the harbour of Port Ansel under its own power an hour later. The "
    "captain had slowed down when the lighthouse vanished from sight, the company said, and the crew did all it could."
)
FOG_AGAIN = FOG.replace("Nobody was hurt.", "Nobody was hurt!").upper()
FOG_RETOLD = (
    "Forty-one passengers waited for hours when the ferry Alma ran aground in fog off Gull Point. "
    "Tugs freed the ferry at noon. The company promised vouchers to all passengers of the ferry Alma."
)
BREAD = (
    "A bakery chain recalled rye bread on Tuesday after customers found glass in two loaves. "
    "The bread was sold in 212 shops. Inspectors will visit the plant this week, the chain said. Customers get their "
    "money back without a receipt, and the bakers of the night shift in question look for the window that is missing."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def done(*arguments: str, stdin: bytes | None = None) -> Result:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    return result


def error_of(*arguments: str, status: int = 1, stdin: bytes | None = None) -> str:
    """Return the one line that a failing call writes."""
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line.removeprefix("Error: ")


def process(
    *arguments: str, stdin: bytes = b"", stdout: Any = subprocess.PIPE, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "twicetold", *arguments],
        input=stdin, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, timeout=60, check=False,
    )  # fmt: skip


def jsonl(*rows: Mapping[str, Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def texts(*values: str | None) -> bytes:
    return jsonl(*({"text": value} for value in values))


def objects(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- dedup ---


def test_warnings_advise_in_the_words_of_the_command_line(folder: Path) -> None:
    page = " ".join(f"word{k}" for k in range(60))
    rows = [f"{page} {k % 7} {k}" for k in range(1100)] * 2
    (folder / "a.jsonl").write_bytes(texts(*rows))
    told = done("dedup", "a.jsonl", "--max-pairs", "100").stderr
    assert told.count("Warning: ") == 4
    assert not re.search(r"\w\(|\w=", told)
    assert "raise --max-pairs, or cut what they repeat by twicetold strip-repeats" in told
    assert "in the page of --report you see" in told
    assert "see by twicetold thresholds what" in told
    assert "twicetold strip-repeats --unit line before" in told
    told = done("leaks", "a.jsonl", "a.jsonl", "--max-pairs", "100").stderr
    assert not re.search(r"\w\(|\w=", told)
    assert "twicetold stories brings together" in done("thresholds", "-", stdin=texts(FOG, BREAD)).stdout
    tried = done("thresholds", "a.jsonl", "--at", ".5,.8", "--max-pairs", "100")
    assert "raise --max-pairs" in tried.stderr
    assert "max_pairs" not in tried.stdout
    same = texts(*[BREAD] * 1000)
    assert "twicetold dedup first, or leave each passage in one text by --keep first" in done(
        "strip-repeats", "-", stdin=texts(FOG) + same).stderr  # fmt: skip
    assert "see the passages of --json, or raise --min-texts" in done("strip-repeats", "-", stdin=same).stderr
    assert "stand in --min-texts 10 texts" in done("strip-repeats", "-", stdin=texts(FOG)).stderr


def test_rows_that_survive_are_the_very_bytes_that_were_read(folder: Path) -> None:
    lines = [
        b'{"n":1.0e5,  "text": "\\u0046og' + FOG[3:].encode() + b'"}\r\n',
        texts(FOG), b'\t{"text": null, "text": "' + BREAD.encode() + b'", "odd": "\\ud800"} \n', texts(FOG_AGAIN),
        texts(""), texts(None), b'{"text": "the end"}',
    ]  # fmt: skip
    lines[0] = lines[0].replace(b"\\u0046og", b"\\u0054he")
    (folder / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(lines))
    result = done("dedup", "a.jsonl")
    assert result.stdout_bytes == lines[0] + lines[2] + b"".join(lines[4:])


def test_the_summary_and_the_warnings_go_to_standard_error(folder: Path) -> None:
    rows = ["one two three", "One, two, three!", "four"]
    (folder / "a.jsonl").write_bytes(texts(*rows))
    with pytest.warns(tt.DataWarning, match="half of the texts"):
        found = tt.find_duplicates(rows)
    warning, *table = done("dedup", "a.jsonl").stderr.splitlines()
    assert warning == f"Warning: {as_commands(found.warnings[0])}"
    assert "missed at --threshold 0.8; for short texts use --shingle char:4 --threshold 0.7" in warning
    assert [line.split() for line in table] == [
        ["texts", "3"], ["kept", "2"], ["dropped", "1", "33.3%"], ["groups", "1", "the", "largest", "of", "2", "texts"],
        ["pairs", "1", "jaccard", "≥", "0.8", "on", "word:5,", "minhash"],
    ]  # fmt: skip
    assert done("dedup", "a.jsonl", "--quiet").stderr == ""


def test_warnings_as_errors_lose_no_result(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts("one two three", "One, two, three!"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert done("dedup", "a.jsonl").stdout_bytes == texts("one two three")


def test_standard_input_and_output_are_jsonl_unless_format_says_else() -> None:
    assert done("dedup", "-", stdin=texts(FOG, FOG_AGAIN, BREAD)).stdout_bytes == texts(FOG, BREAD)
    lines = f"{FOG}\r\n{FOG_AGAIN}\n\n{BREAD}".encode()
    for option in (["--format", "lines"], ["--lines"]):
        assert done("dedup", "-", *option, stdin=lines).stdout_bytes == f"{FOG}\r\n\n{BREAD}".encode()
    assert done("dedup", "-", "-o", "-", "--format", "txt", stdin=lines).stdout == "-\n"


def test_several_files_count_in_the_order_given_and_lines_do_not_run_together(folder: Path) -> None:
    (folder / "b.jsonl").write_bytes(texts(BREAD, FOG).rstrip())
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(texts(FOG_AGAIN, "something else")))
    result = done("dedup", "b.jsonl", "a.jsonl.gz")
    assert result.stdout_bytes == texts(BREAD, FOG, "something else")
    assert done("dedup", "a.jsonl.gz", "b.jsonl").stdout_bytes == texts(FOG_AGAIN, "something else", BREAD)


def test_txt_files_give_the_names_of_those_that_survive(folder: Path) -> None:
    for name, text in {"b.txt": FOG, "a.txt": FOG_AGAIN, "c ä.txt": BREAD}.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert done("dedup", "b.txt", "a.txt", "c ä.txt").stdout == "b.txt\nc ä.txt\n"
    done("dedup", "b.txt", "a.txt", "-o", "kept.txt", "--keep", "last")
    assert (folder / "kept.txt").read_bytes() == b"a.txt\n"


@pytest.mark.parametrize(
    ("keep", "kept"),
    [("first", [0, 3]), ("last", [2, 3]), ("longest", [1, 3]), ("shortest", [0, 3]), ("score", [2, 3]), ("none", [3])],
)
def test_keep_chooses_which_of_several_copies_stays(keep: str, kept: list[int]) -> None:
    rows: list[dict[str, Any]] = [
        {"text": FOG, "score": -3}, {"text": FOG + " !!", "score": None}, {"text": FOG_AGAIN + "?", "score": -1.5},
        {"text": BREAD, "score": 0},
    ]  # fmt: skip
    result = done("dedup", "-", "--keep", keep, stdin=jsonl(*rows))
    assert objects(result) == [rows[k] for k in kept]


def test_a_column_to_keep_by_must_exist_and_hold_numbers(folder: Path) -> None:
    rows = jsonl({"text": FOG, "score": 1}, {"text": BREAD, "score": "good"})
    message = error_of("dedup", "-", "--keep", "score", stdin=rows, status=2)
    assert message == "--keep must have numbers or times as scores, got 'good'"
    rows = jsonl({"text": FOG, "score": 1}, {"text": BREAD, "score": [2]})
    message = error_of("dedup", "-", "--keep", "score", stdin=rows)
    assert message == "standard input, line 2: column 'score' must be a number or a string or null, got an array"
    assert error_of("dedup", "-", "--keep", "rank", stdin=rows).endswith("no column 'rank'; there are: text, score")
    (folder / "a.txt").write_text(FOG)
    assert "--keep must be first, last" in error_of("dedup", "a.txt", "--keep", "score", status=2)


def test_json_gives_counts_representatives_and_groups_instead_of_rows(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG, None))
    (folder / "b.jsonl").write_bytes(texts(BREAD, FOG_AGAIN))
    (found,) = objects(done("dedup", "a.jsonl", "b.jsonl", "--json"))
    assert {name: found[name] for name in ("texts", "kept", "dropped", "missing", "pairs")} == {
        "texts": 4, "kept": 3, "dropped": 1, "missing": 1, "pairs": 1,
    }  # fmt: skip
    assert found["duplicate_of"] == [-1, -1, -1, 0]
    assert found["keep"] == [True, True, True, False]
    assert found["groups"] == [{"representative": 0, "members": [0, 3]}]
    assert found["files"] == [{"name": "a.jsonl", "rows": 2}, {"name": "b.jsonl", "rows": 2}]
    assert found["pairs_complete"] is True
    assert found["warnings"] == []


def test_json_and_output_give_both(folder: Path) -> None:
    result = done("dedup", "-", "--json", "-o", "kept.jsonl.gz", stdin=texts(FOG, FOG_AGAIN))
    assert objects(result)[0]["kept"] == 1
    assert gzip.decompress((folder / "kept.jsonl.gz").read_bytes()) == texts(FOG)


def test_pairs_are_written_beside_the_rows(folder: Path) -> None:
    done("dedup", "-", "--pairs", "pairs.jsonl", stdin=texts(FOG, BREAD, FOG_AGAIN))
    (pair,) = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    assert pair == {"left": 0, "right": 2, "similarity": 1.0, "left_in_right": 1.0, "right_in_left": 1.0}
    message = error_of("dedup", "-", "--pairs", "x.jsonl", "-o", "./x.jsonl", status=2, stdin=b"")
    assert message == "--output and --pairs must be two files"


def test_fail_on_duplicates_ends_with_3_after_writing(folder: Path) -> None:
    result = run("dedup", "-", "--fail-on-duplicates", "-o", "kept.jsonl", stdin=texts(FOG, FOG_AGAIN))
    assert result.exit_code == 3
    assert (folder / "kept.jsonl").read_bytes() == texts(FOG)
    assert run("dedup", "-", "--fail-on-duplicates", "--keep", "none", stdin=texts(FOG, FOG)).exit_code == 3
    assert run("dedup", "-", "--fail-on-duplicates", stdin=texts(FOG, BREAD)).exit_code == 0


def test_an_existing_output_needs_overwrite_and_may_be_the_input(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG, FOG_AGAIN))
    message = error_of("dedup", "a.jsonl", "-o", "a.jsonl")
    assert message == "a.jsonl: the file exists already: --overwrite replaces it"
    assert (folder / "a.jsonl").read_bytes() == texts(FOG, FOG_AGAIN)
    done("dedup", "a.jsonl", "-o", "a.jsonl", "--overwrite")
    assert (folder / "a.jsonl").read_bytes() == texts(FOG)
    assert os.listdir(folder) == ["a.jsonl"]


def test_a_file_may_be_written_over_itself_as_it_is_read_whole_before(folder: Path) -> None:
    rows = texts(*(f"{FOG} {k}. {BREAD}" for k in range(2000)))
    for name, pack in (("a.jsonl", bytes), ("a.jsonl.gz", gzip.compress)):
        (folder / name).write_bytes(pack(rows))
        done("summarize", name, "-o", f"./{name}", "--overwrite", "--sentences", "1", "--quiet")
        assert len(read(sources([name]))) == 2000
    (folder / "b.txt").write_text(FOG)
    (folder / "link.txt").symlink_to("b.txt")
    done("sentences", "b.txt", "-o", "link.txt", "--overwrite")
    assert (folder / "b.txt").read_text().splitlines() == [s.text for s in tt.sentences(FOG)]
    (folder / "a.jsonl").write_bytes(rows + b"{broken")
    error_of("dedup", "a.jsonl", "-o", "a.jsonl", "--overwrite")
    assert (folder / "a.jsonl").read_bytes() == rows + b"{broken"


def test_a_broken_input_leaves_an_existing_output_alone(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG) + b"{broken\n")
    (folder / "kept.jsonl").write_bytes(b"old\n")
    message = error_of("dedup", "a.jsonl", "-o", "kept.jsonl", "--overwrite")
    assert message.startswith("a.jsonl, line 2: not JSON (")
    assert (folder / "kept.jsonl").read_bytes() == b"old\n"
    assert sorted(os.listdir(folder)) == ["a.jsonl", "kept.jsonl"]


def test_output_of_another_kind_is_refused(folder: Path) -> None:
    rows = "this output must end in .jsonl or .jsonl.gz"
    for command, output, message in (
        ("dedup", "-o", f"{rows}: rows are written as they were read, or as .parquet"),
        ("dedup", "--pairs", f"{rows}: pairs may also be .csv or .parquet"),
        ("strip-repeats", "-o", rows),
        ("summarize", "-o", rows),
    ):
        assert error_of(command, "-", output, "kept.xls", status=2, stdin=b"") == f"kept.xls: {message}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shingle", "word:0"], "--shingle must be 'word:n' or 'char:n' with n in 1..64, got 'word:0'"),
        (["--lines", "--format", "jsonl"], "--lines and --format jsonl exclude each other"),
        (["-"], "standard input (-) can be read only once"),
        (
            ["b.xls"],
            "b.xls: files must end in .txt, .jsonl, .csv, .tsv (or these and .gz) or .parquet, unless --format "
            "txt|lines|jsonl|csv says what "
            "they hold",
        ),
        (["b.txt"], "files of different kinds do not mix in one call: standard input, b.txt"),
    ],
)
def test_a_call_that_cannot_work_ends_with_2_and_one_line(folder: Path, arguments: list[str], message: str) -> None:
    for name in ("b.xls", "b.txt"):
        (folder / name).write_text("")
    assert error_of("dedup", "-", *arguments, status=2, stdin=b"") == message


@pytest.mark.parametrize(
    "arguments", [[], ["dedup"], ["dedup", "-", "--threshold", "0"], ["dedup", "-", "--keeep"], ["nothing"],
                  ["dedup", "-", "--max-pairs", "0"], ["stories", "-", "--threshold", "often"], ["compare", "-"],
                  ["sentences", "-", "--kind", "title"], ["leaks", "-"]],
)  # fmt: skip
def test_misuse_that_click_notices_ends_with_2_and_shows_the_usage(arguments: list[str]) -> None:
    result = run(*arguments, stdin=b"")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dedup", "--max-pairs", "many"], "'many' is not a whole number."),
        (["summarize", "--sentences", "2.5"], "'2.5' is not a whole number."),
        (["dedup", "--threshold", "high"], "'high' is not a number."),
        (["dedup", "--recall", "all"], "'all' is not a number."),
        (["stories", "--threshold", "foo"], "'foo' is not auto, running, event or a number in (0, 1]."),
        (["stories", "--threshold", "2"], "'2' is not auto, running, event or a number in (0, 1]."),
    ],
)
def test_a_value_that_an_option_cannot_take_is_told_in_plain_words(arguments: list[str], message: str) -> None:
    result = run(*arguments, "-", stdin=b"")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(f": {message}")


def test_standard_input_that_is_not_what_it_is_read_as_is_told_what_to_do() -> None:
    hint = "standard input is read as JSONL; --format txt for plain text"
    message = error_of("sentences", "-", stdin=b"It rained. We left.\n")
    assert message == f"standard input, line 1: not JSON (Expecting value at column 1): {hint}"
    message = error_of("sentences", "-", stdin=b"42\n")
    assert message == f"standard input, line 1: a row must be a JSON object, got a number: {hint}"
    assert hint not in error_of("sentences", "-", stdin=b'{"text": 5 5}\n')
    packed = gzip.compress(texts(FOG))
    for options in ([], ["--format", "txt"]):
        assert error_of("sentences", "-", *options, stdin=packed).endswith("gzip? Pipe it through zcat)")


def test_each_kind_of_bad_file_fails_with_one_line_that_names_it(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG) + b'{"text": 5}\n')
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(texts(FOG))[:-9])
    (folder / "c.txt").write_bytes(b"\xff\xfeo\0n\0")
    (folder / "d.jsonl").mkdir()
    assert error_of("dedup", "a.jsonl") == (
        "a.jsonl, line 2: column 'text' must be a string or null, got a number (no other holds text)"
    )
    assert error_of("dedup", "a.jsonl", "--column", "b") == "a.jsonl: no column 'b'; there are: text"
    assert "broken gzip" in error_of("summarize", "b.jsonl.gz")
    assert error_of("summarize", "c.txt").startswith(
        "c.txt, line 1: not UTF-8 (byte 1 of the line is 0xFF; UTF-16? iconv "
    )
    assert error_of("stories", "d.jsonl").startswith("d.jsonl: a directory")
    assert error_of("sentences", "x.txt") == "x.txt: No such file or directory"
    assert error_of("compare", "x.jsonl", "d.jsonl") == "x.jsonl: No such file or directory"


def test_an_empty_input_is_done() -> None:
    assert done("dedup", "-", stdin=b"").stdout == ""
    assert done("summarize", "-", stdin=b"").stdout == ""
    assert done("stories", "-", stdin=b"").stdout == ""
    assert done("sentences", "-", stdin=b"").stdout == ""
    assert done("sentences", "-", "--json", stdin=texts(None, "")).stdout == ""


# --- strip-repeats ---

NOTICE = "All rights reserved."


def test_repeated_passages_are_cut_and_all_other_bytes_stay(folder: Path) -> None:
    data = (
        b'{ "n":1.50,"text" : "Fog.\\n\\nAll rights reserved." , "x":[{"text":"}"}]}\r\n'
        b'{"text": null}\n'
        b'{"text":"b","text": "\\u00c9t\\u00e9.\\n\\nALL RIGHTS RESERVED."}\n\n'
        b'{"a":{},"text":"all rights reserved.\\n\\nRain \xe6\x9d\xb1 \\ud800","b":' + b"1" * 5000 + b"}"
    )
    (folder / "a.jsonl").write_bytes(data)
    result = done("strip-repeats", "a.jsonl", "--min-texts", "3")
    assert result.stdout_bytes == (
        b'{ "n":1.50,"text" : "Fog." , "x":[{"text":"}"}]}\r\n'
        b'{"text": null}\n'
        b'{"text":"b","text": "\\u00c9t\\u00e9."}\n'
        b'{"a":{},"text":"Rain \xe6\x9d\xb1 \\ud800","b":' + b"1" * 5000 + b"}"
    ).replace(b"\xe6\x9d\xb1", b"\\u6771")
    assert result.stderr.splitlines() == [
        "4 texts: 3 changed, 0 of them left empty",
        "1 paragraph of at least 3 texts cut 3 times, 80.5% of all characters",
        f"in 3 texts: '{NOTICE}'",
    ]


def test_lines_lose_sentences_and_keep_their_ends() -> None:
    stdin = f"Été. {NOTICE}\r\n{NOTICE} Rain.\nSun.".encode()
    result = done("strip-repeats", "-", "--lines", "--unit", "sentence", "--min-texts", "2", "--quiet", stdin=stdin)
    assert (result.stdout_bytes, result.stderr) == ("Été.\r\nRain.\nSun.".encode(), "")


def test_each_txt_file_gives_a_row(folder: Path) -> None:
    for name, text in (("a.txt", f"Fog.\n{NOTICE}\n"), ("b.txt", f"{NOTICE}\nRain.")):
        (folder / name).write_text(text, encoding="utf-8")
    done("strip-repeats", "a.txt", "b.txt", "--unit", "line", "--min-texts", "2", "-o", "out.jsonl")
    assert (folder / "out.jsonl").read_bytes() == jsonl(
        {"file": "a.txt", "text": "Fog.\n"}, {"file": "b.txt", "text": "Rain."}
    )


def test_what_was_cut_is_told_as_json() -> None:
    stdin = texts(f"Fog.\n{NOTICE}", f"{NOTICE}\nRain.")
    options = ("--unit", "line", "--min-texts", "2", "--keep", "first", "--json", "--quiet")
    assert json.loads(done("strip-repeats", "-", *options, stdin=stdin).stdout) == {
        "texts": 2, "changed": 1, "passages_cut": [0, 1], "chars_cut": [0, 21],
        "passages": [{"text": NOTICE, "texts": 2, "occurrences": 2, "examples": [[0, 5, 25], [1, 0, 20]]}],
        "warnings": [],
    }  # fmt: skip


# --- leaks ---


def test_dedup_by_containment_drops_excerpts() -> None:
    excerpt = FOG[20:180]
    assert done("dedup", "-", "--measure", "containment", stdin=texts(excerpt, FOG)).stdout_bytes == texts(FOG)
    assert done("dedup", "-", stdin=texts(excerpt, FOG)).stdout_bytes == texts(excerpt, FOG)


def test_leaks_writes_the_rows_of_test_that_do_not_stand_in_train(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts("something else", None))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(texts(FOG)))
    test = [FOG_AGAIN, BREAD, FOG[20:180], "", BREAD]
    result = done("leaks", "a.jsonl", "b.jsonl.gz", "-", "--pairs", "pairs.jsonl", stdin=texts(*test))
    assert result.stdout_bytes == texts(BREAD, "", BREAD)
    assert result.stderr.startswith("2 of 5 test texts stand in train (40.0%), 1 without text\n")
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    assert [(pair["left"], pair["right"]) for pair in pairs] == [(2, 0), (2, 2)]
    assert done("leaks", "a.jsonl", "b.jsonl.gz", "-", "--quiet", stdin=texts(BREAD)).stderr == ""


def test_leaks_as_json_and_as_exit_status(folder: Path) -> None:
    (folder / "train.jsonl").write_bytes(texts(FOG, BREAD))
    (folder / "test.jsonl").write_bytes(texts("new", BREAD, BREAD[:100]))
    (found,) = objects(done("leaks", "train.jsonl", "test.jsonl", "--json"))
    assert {name: found[name] for name in ("train", "texts", "kept", "dropped", "pairs")} == {
        "train": 2, "texts": 3, "kept": 1, "dropped": 2, "pairs": 2,
    }  # fmt: skip
    assert found["duplicate_of"] == [-1, 1, 1]
    assert found["groups"] == [{"representative": 1, "members": [1, 2]}]
    assert found["files"] == ["train.jsonl", "test.jsonl"]
    assert run("leaks", "train.jsonl", "test.jsonl", "--fail-on-duplicates").exit_code == 3
    assert run("leaks", "test.jsonl", "train.jsonl", "--fail-on-duplicates", "--measure", "jaccard",
               "--threshold", "1").exit_code == 3  # fmt: skip
    assert run("leaks", "train.jsonl", "-", "--fail-on-duplicates", stdin=texts("new")).exit_code == 0


def test_leaks_refuses_what_dedup_refuses(folder: Path) -> None:
    (folder / "train.jsonl").write_bytes(texts(FOG))
    assert error_of("leaks", "train.jsonl", "test.jsonl") == "test.jsonl: No such file or directory"
    assert error_of("leaks", "train.jsonl", "-", "--shingle", "x", status=2, stdin=b"").startswith("--shingle must be ")
    assert error_of("leaks", "-", "-", status=2, stdin=b"") == "standard input (-) can be read only once"
    message = error_of("leaks", "train.jsonl", "-", "--pairs", "x.jsonl", "-o", "x.jsonl", status=2, stdin=b"")
    assert message == "--output and --pairs must be two files"


# --- compare ---


def test_compare_shows_the_evidence(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    (folder / "b.txt").write_text(FOG.replace("noon", "dusk"))
    assert done("compare", "a.txt", "b.txt").stdout == f"{tt.compare(FOG, FOG.replace('noon', 'dusk'))}\n"
    assert done("compare", "a.txt", "b.txt", "--shingle", "word:1").stdout.startswith("Evidence: jaccard 0.9")


def test_compare_as_json_has_figures_and_spans(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    (found,) = objects(done("compare", "a.txt", "-", "--format", "txt", "--json", stdin=FOG_AGAIN.encode()))
    assert (found["left"], found["right"], found["jaccard"]) == ("a.txt", "-", 1.0)
    (passage,) = found["passages"]
    assert FOG[slice(*passage["left"])] + "." == FOG
    assert set(found) >= {"left_in_right", "right_in_left", "token_ratio", "only_left", "only_right"}


def test_compare_takes_one_text_a_file(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes(texts(FOG, BREAD))
    (folder / "b.jsonl").write_bytes(texts(FOG))
    assert error_of("compare", "b.jsonl", "a.jsonl") == "a.jsonl: compare takes files of one text, this one has 2"
    assert done("compare", "b.jsonl", "b.jsonl").stdout.startswith("Evidence: jaccard 1.000")


# --- summarize ---


def test_a_text_gives_its_chosen_sentences_one_a_line(folder: Path) -> None:
    (folder / "a.txt").write_text(textwrap.fill(FOG, 60))
    lines = done("summarize", "a.txt", "--sentences", "2").stdout.splitlines()
    assert lines == str(tt.summarize(FOG, sentences=2)).splitlines()
    assert len(lines) == 2


@pytest.mark.parametrize("budget", [{"words": 20}, {"chars": 120}, {"ratio": 0.4}, {"sentences": 1}])
def test_each_budget_reaches_the_library(folder: Path, budget: dict[str, Any]) -> None:
    (folder / "a.txt").write_text(FOG)
    ((name, amount),) = budget.items()
    assert done("summarize", "a.txt", f"--{name}", str(amount)).stdout == f"{tt.summarize(FOG, **budget)}\n"


@pytest.mark.parametrize(
    "options",
    [
        {"method": "kl"},
        {"query": "tugs"},
        {"query": "tugs", "weight": 1.0},
        {"mmr": 0.3},
        {"lead": 0.0},
        {"language": "none"},
    ],
)
def test_each_way_to_rank_reaches_the_library(folder: Path, options: dict[str, Any]) -> None:
    (folder / "a.txt").write_text(FOG)
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    assert (
        done("summarize", "a.txt", "--sentences", "2", *given).stdout
        == f"{tt.summarize(FOG, sentences=2, **options)}\n"
    )
    (folder / "words.txt").write_text("ferry fog")
    expected = tt.summarize(FOG, sentences=2, stop_words=["ferry", "fog"])
    assert done("summarize", "a.txt", "--sentences", "2", "--stop-words", "words.txt").stdout == f"{expected}\n"
    assert "--method must be 'auto', 'lead'" in error_of("summarize", "a.txt", "--method", "best", status=2)


def test_two_budgets_exclude_each_other() -> None:
    message = error_of("summarize", "-", "--words", "5", "--ratio", "0.5", status=2, stdin=b"")
    assert message == "--words and --ratio exclude each other"


def test_jsonl_rows_get_a_column_and_keep_all_other_bytes() -> None:
    row = b'{"n":1.0e5, "text": "' + FOG.encode() + b'", "x": [{}] }\r\n'
    result = done("summarize", "-", "--sentences", "1", stdin=row + texts(None))
    first, second = result.stdout_bytes.splitlines(keepends=True)
    assert first.startswith(row.rstrip().removesuffix(b"}") + b', "summary": ["')
    assert first.endswith(b"\r\n")
    assert json.loads(first)["summary"] == [tt.summarize(FOG, sentences=1).sentences[0].text]
    assert json.loads(second) == {"text": None, "summary": []}


def test_an_existing_summary_is_never_overwritten() -> None:
    rows = jsonl({"text": FOG, "summary": "mine"})
    message = error_of("summarize", "-", stdin=rows)
    assert message == "standard input, line 1: there is a column 'summary' already: --into NAME chooses another"
    (row,) = objects(done("summarize", "-", "--into", "short", stdin=rows))
    assert row["summary"] == "mine"
    assert len(row["short"]) == 3


def test_scores_stand_before_the_sentence_or_beside_it(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    best = tt.summarize(FOG, sentences=1).sentences[0]
    assert done("summarize", "a.txt", "--sentences", "1", "--scores").stdout == f"{best.score:.4f}\t{best.text}\n"
    (row,) = objects(done("summarize", "-", "--sentences", "1", "--scores", stdin=texts(FOG)))
    assert row["summary"] == [{"text": best.text, "score": best.score}]


def test_summaries_as_json_have_spans(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    (found,) = objects(done("summarize", "a.txt", "--json"))
    assert found["file"] == "a.txt"
    assert [FOG[s["start"] : s["end"]] for s in found["summary"]] == [s["text"] for s in found["summary"]]
    (row,) = objects(done("summarize", "-", "--json", stdin=texts(FOG)))
    assert row == {"text": FOG, "summary": found["summary"]}


def test_several_txt_files_are_told_under_their_names(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    (folder / "b.txt").write_text(BREAD)
    told = [f"==> {name} <==\n{tt.summarize(text, sentences=1)}\n" for name, text in (("a.txt", FOG), ("b.txt", BREAD))]
    assert done("summarize", "a.txt", "b.txt", "--sentences", "1").stdout == "\n".join(told)


def test_with_lines_each_text_gives_one_line() -> None:
    result = done("summarize", "-", "--lines", "--sentences", "2", stdin=f"{FOG}\n\n{BREAD}\n".encode())
    first, empty, last = result.stdout.splitlines()
    assert first.split("\t") == str(tt.summarize(FOG, sentences=2)).splitlines()
    assert empty == ""
    assert last.count("\t") == 1


def test_a_lone_surrogate_is_written_as_a_replacement_character() -> None:
    row = b'{"text": "Rain \\ud800 fell on the town."}\n'
    told = "Rain \ufffd fell on the town.\n"
    assert done("summarize", "-", "--together", "--sentences", "1", stdin=row).stdout == told
    assert done("sentences", "-", stdin=row).stdout == told


def test_options_that_are_no_text_are_read_or_refused_in_one_line(folder: Path) -> None:
    Path("a.txt").write_text(FOG)
    no_text = b"\xff".decode("utf-8", "surrogateescape")  # as a shell's arguments come
    result = done("summarize", "a.txt", "--sentences", "1", "--query", no_text)
    assert result.stdout == done("summarize", "a.txt", "--sentences", "1").stdout
    assert "no term of the query" in result.stderr
    for option in ("--method", "--language"):
        result = run("summarize", "a.txt", option, no_text)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"Error: {option} must be without control characters and lone surrogates, got")


def test_a_file_of_stop_words_that_is_not_utf8_is_named(folder: Path) -> None:
    Path("a.txt").write_text(FOG)
    Path("stop.txt").write_bytes(b"fog\n\xff tugs")
    result = run("summarize", "a.txt", "--stop-words", "stop.txt")
    assert result.exit_code == 1
    assert result.stderr == "Error: stop.txt: not UTF-8 (invalid start byte at byte 5)\n"


def test_together_gives_one_summary_of_all_texts(folder: Path) -> None:
    rows = texts(FOG, FOG_RETOLD, BREAD)
    together = tt.summarize_together([FOG, FOG_RETOLD, BREAD], sentences=2)
    result = done("summarize", "-", "--together", "--sentences", "2", "-o", "told.txt", stdin=rows)
    assert result.stdout == ""
    assert (folder / "told.txt").read_text() == f"{together}\n"
    (found,) = objects(done("summarize", "-", "--together", "--sentences", "2", "--json", stdin=rows))
    assert [s["document"] for s in found["summary"]] == [s.document for s in together.sentences]
    assert [s["line"] for s in found["summary"]] == [s.document + 1 for s in together.sentences]


def test_a_summary_shorter_than_asked_is_said_once(folder: Path) -> None:
    (folder / "a.txt").write_text("Only one sentence stands here, and it is this one.")
    (line,) = done("summarize", "a.txt").stderr.splitlines()
    assert line.startswith("Warning: a.txt: 3 sentences were asked for")
    (line,) = done("summarize", "-", stdin=texts("One short text.", FOG, "Another short one.")).stderr.splitlines()
    assert line.startswith("Warning: standard input, line 1: ")
    assert line.endswith("(and 1 more of 3 texts)")
    odd = done("summarize", "-", "--query", "bread", stdin=texts(FOG, "One short text.", BREAD, FOG_RETOLD)).stderr
    short, unknown = odd.splitlines()
    assert short.startswith("Warning: standard input, line 2: 3 sentences were asked for")
    assert unknown.startswith("Warning: standard input, line 1: no term of the query stands in the text")
    assert unknown.endswith("(and 2 more of 4 texts)")
    assert done("summarize", "a.txt", "--quiet").stderr == ""


# --- sentences ---


def test_sentences_stand_one_a_line_with_a_blank_line_between_texts(folder: Path) -> None:
    (folder / "a.txt").write_text("Fog closed\nthe strait. Dr. No\tleft.\n\nSummer at last\n")
    (folder / "b.txt").write_text("It rained.Then it snowed.")
    (folder / "empty.txt").write_text(" \n")
    result = done("sentences", "a.txt", "empty.txt", "b.txt")
    told = [
        [" ".join(s.text.split()) for s in tt.sentences((folder / name).read_text())] for name in ("a.txt", "b.txt")
    ]
    assert told[1] == ["It rained.", "Then it snowed."]
    assert result.stdout == "\n".join(line + "\n" for line in map("\n".join, told))
    assert result.stderr == ""


def test_sentences_as_json_name_their_row_and_span() -> None:
    rows = ["It rained. We left.", None, "", "Ünï 東京 left.\n\nSummer at last"]
    found = objects(done("sentences", "-", "--json", stdin=texts(*rows)))
    assert found == [
        {"row": row, "text": s.text, "start": s.start, "end": s.end, "kind": s.kind}
        for row, text in enumerate(rows)
        for s in tt.sentences(text or "")
    ]
    assert {one["row"] for one in found} == {0, 3}


def test_kinds_of_sentences_are_chosen() -> None:
    text = "Summer at last\n\nIt rained on Monday. We left.\n\n- umbrellas\n- boots"
    kinds = {s.kind for s in tt.sentences(text)}
    assert {"sentence", "list item"} <= kinds
    all_of_them = objects(done("sentences", "-", "--json", stdin=texts(text)))
    for chosen in (["sentence"], ["list item", "sentence"], sorted(kinds)):
        options = [argument for kind in chosen for argument in ("--kind", kind)]
        found = objects(done("sentences", "-", "--json", *options, stdin=texts(text)))
        assert found == [one for one in all_of_them if one["kind"] in chosen]
    assert done("sentences", "-", "--kind", "fragment", stdin=texts(text, "One. Two.")).stdout == ""


def test_the_kinds_on_the_command_line_are_the_library_s() -> None:
    (option,) = [option for option in main.commands["sentences"].params if option.name == "kinds"]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == (*KINDS, "list-item")
    assert get_args(Kind) == KINDS


def test_list_items_may_be_named_with_a_hyphen_and_threads_change_nothing() -> None:
    rows = texts("It rained on Monday.\n\n- umbrellas\n- boots", None)
    expected = done("sentences", "-", "--kind", "list item", stdin=rows).stdout
    assert expected == "- umbrellas\n- boots\n"
    assert done("sentences", "-", "--kind", "list-item", "--threads", "1", stdin=rows).stdout == expected


def test_sentences_of_lines_and_of_other_columns(folder: Path) -> None:
    assert done("sentences", "-", "--lines", stdin=b"One. Two.\nThree.\n").stdout == "One.\nTwo.\n\nThree.\n"
    body = jsonl({"body": "One. Two."})
    assert done("sentences", "-", "--column", "body", stdin=body).stdout == "One.\nTwo.\n"
    assert done("sentences", "-", "-o", "out.txt", stdin=texts("One.")).stdout == ""
    assert (folder / "out.txt").read_text() == "One.\n"
    message = error_of("sentences", "-", "-o", "out.txt", stdin=texts("One."))
    assert message == "out.txt: the file exists already: --overwrite replaces it"
    done("sentences", "-", "--json", "-o", "out.jsonl", stdin=texts("One."))
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == 1


# --- stories ---


def news() -> bytes:
    return jsonl(
        {"text": FOG, "head": "Ferry aground\nin fog", "when": "2031-03-01", "by": "Gazette"},
        {"text": BREAD, "head": "Glass in bread", "when": "2031-03-01", "by": "Gazette"},
        {"text": FOG_RETOLD, "head": "Fog stops ferry", "when": "2031-03-02", "by": None},
        {"text": FOG_AGAIN, "head": None, "when": "2031-03-02", "by": "Gazette"},
    )


def test_stories_come_biggest_first_with_headline_size_and_support() -> None:
    result = done("stories", "-", "--title", "head", stdin=news())
    lines = result.stdout.splitlines()
    assert lines[0] in ("1. Ferry aground in fog", "1. Fog stops ferry")
    assert lines[1] == "   3 texts"
    assert any(line.endswith(" of 3)") for line in lines)
    assert "2. Glass in bread" in lines
    assert result.stderr == "4 texts, 2 stories\n"


def test_with_sources_support_counts_sources() -> None:
    nameless = jsonl(*({"text": text, "by": None} for text in (FOG, FOG_RETOLD)))
    assert "   2 texts by 2 sources\n" in done("stories", "-", "--source", "by", stdin=nameless).stdout
    lines = done("stories", "-", "--source", "by", "--time", "when", stdin=news()).stdout.splitlines()
    assert "   3 texts by 2 sources, 2031-03-01 to 2031-03-02" in lines
    assert any(line.endswith(" of 2)") for line in lines)


def test_stories_as_json_name_the_line_of_each_text(folder: Path) -> None:
    (folder / "news.jsonl").write_bytes(news())
    (found,) = objects(done("stories", "news.jsonl", "--title", "head", "--json"))
    first, second = found["stories"]
    assert [(member["position"], member["line"]) for member in first["members"]] == [(0, 1), (2, 3), (3, 4)]
    assert {member["file"] for member in first["members"]} == {"news.jsonl"}
    assert all(sentence["support"] == len(sentence["supporters"]) for sentence in first["summary"])
    assert second["title"] == "Glass in bread"
    assert (found["texts"], found["warnings"]) == (4, [])


def test_rows_without_a_date_a_title_or_a_publisher_are_told_as_the_library_tells_them() -> None:
    rows: list[dict[str, Any]] = [
        {"text": FOG, "title": "Fog", "source": 7}, {"text": FOG, "time": "2031-03-04"}, {"text": BREAD, "title": None},
    ]  # fmt: skip
    options = [f"--{name}={name}" for name in ("title", "time", "source")]
    result = done("stories", "-", "--json", *options, stdin=jsonl(*rows))
    assert "2 of 3 texts have no time that can be read" in result.stderr
    told = json.loads(result.stdout)["stories"]
    with pytest.warns(tt.DataWarning, match="2 of 3"):
        library = tt.stories(rows, title="title", time="time", source="source")
    assert [story["title"] for story in told] == [story.title for story in library]
    assert [[m["source"] for m in s["members"]] for s in told] == [[m.source for m in s.members] for s in library]
    message = error_of("stories", "-", "--time", "date", stdin=jsonl(*rows))
    assert message == "standard input: no column 'date'; there are: text, title, source, time"


def test_rows_without_a_score_go_first_as_the_library_has_it() -> None:
    rows: list[dict[str, Any]] = [{"text": FOG}, {"text": FOG, "score": 2}, {"text": FOG, "score": 1}]
    assert objects(done("dedup", "-", "--keep", "score", stdin=jsonl(*rows))) == rows[1:2]
    assert tt.drop_duplicates(rows, keep="score") == rows[1:2]


def test_limit_and_sentences_bound_what_is_told() -> None:
    result = done("stories", "-", "--limit", "1", "--sentences", "1", stdin=news())
    assert result.stdout.count("   - ") == 1
    assert result.stderr == "4 texts, 2 stories; the biggest 1 shown\n"


@pytest.mark.parametrize("threshold", ["auto", "running", "event", "0.2"])
def test_the_threshold_is_a_name_or_a_number(threshold: str) -> None:
    assert done("stories", "-", "--threshold", threshold, stdin=news()).stdout.startswith("1. ")
    assert done("stories", "-", "--threshold", "1", stdin=news()).stderr.endswith("4 texts, 3 stories\n")


def test_each_txt_file_or_line_is_a_text_of_a_story(folder: Path) -> None:
    (folder / "a.txt").write_text(FOG)
    (folder / "b.txt").write_text(FOG_RETOLD)
    assert done("stories", "a.txt", "b.txt").stderr == "2 texts, 1 story\n"
    assert done("stories", "a.txt", "b.txt", "--lines", "--quiet").stderr == ""
    message = error_of("stories", "a.txt", "--title", "head", status=2)
    assert message == "--title names a column: it needs JSONL, CSV or Parquet files"


@pytest.mark.parametrize("order", ["time", "novelty"])
def test_an_order_by_time_needs_times(order: str) -> None:
    assert error_of("stories", "-", "--order", order, stdin=news(), status=2) == f"--order {order} needs --time"


def test_times_that_cannot_be_read_are_a_warning() -> None:
    first, _ = done("stories", "-", "--time", "by", stdin=news()).stderr.splitlines()
    assert first.startswith("Warning: ")
    assert "time" in first


def test_hostile_titles_do_not_reach_the_terminal_raw() -> None:
    rows = jsonl({"text": FOG, "head": "\x1b[2J\u009bfog\r\nand \u2028 ends"})
    assert done("stories", "-", "--title", "head", stdin=rows).stdout.startswith(r"1. \x1b[2J\x9bfog and ends")


# --- demo, help, version ---


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in line)


def test_the_demo_tells_stories_in_100_columns_and_says_where_to_go_next() -> None:
    result = done("demo")
    assert max(map(columns, result.stdout.splitlines())) <= 100
    assert result.stdout.count("(told by ") >= 20
    assert "\n12. " in result.stdout
    assert "\x1b" not in result.stdout
    _, _, after = result.stdout.partition("Where to go next\n")
    assert "twicetold dedup news.jsonl -o kept.jsonl" in after
    assert "import twicetold as tt" in after
    assert "notebooks/" in after
    assert result.stderr == ""


def test_on_a_terminal_titles_are_bold_and_lines_fit_it() -> None:
    parent, child = pty.openpty()
    termios.tcsetwinsize(child, (24, 60))
    try:
        result = process("demo", stdout=child)
    finally:
        os.close(child)
    shown = b""
    with contextlib.suppress(OSError), open(parent, "rb", buffering=0) as terminal:
        while block := terminal.read(65536):
            shown += block
    lines = shown.decode().split("\r\n")
    assert result.returncode == 0
    assert any(line.startswith("\x1b[1m1. ") for line in lines)
    stories = lines[: next(k for k, line in enumerate(lines) if "Where to go next" in line)]
    assert max(columns(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) for line in stories) <= 60


def test_the_version_is_the_library_s() -> None:
    assert done("--version").stdout == f"twicetold {tt.__version__}\n"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_with_an_example(command: str) -> None:
    for option in ("--help", "-h"):
        help_text = done(command, option).stdout
        assert f"  twicetold {command}" in help_text.partition("Examples:\n")[2]
    summary = next(line for line in done("--help").stdout.splitlines() if line.startswith(f"  {command} "))
    assert not summary.endswith("...")


# --- as a process ---


def test_python_m_twicetold_is_the_command() -> None:
    result = process("dedup", "-", stdin=texts(FOG, FOG_AGAIN))
    assert (result.returncode, result.stdout) == (0, texts(FOG))


@pytest.mark.parametrize("command", ["dedup", "sentences"])
def test_a_reader_that_has_gone_ends_it_quietly(command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = process(command, "-", "--quiet", stdin=texts(*map(str, range(10_000))), stdout=writing)
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


def test_head_ends_a_long_output_quietly(folder: Path) -> None:
    (folder / "a.txt").write_text(f"{FOG}\n" * 5000)
    command = f"{sys.executable} -m twicetold sentences a.txt --lines --quiet | head -n 1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (141, b"")
    assert result.stdout.decode().strip() == tt.sentences(FOG)[0].text


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        result = process("dedup", "-", "--quiet", stdin=texts(FOG), stdout=full)
    assert (result.returncode, result.stderr) == (1, b"Error: standard output: No space left on device\n")


@pytest.mark.parametrize(
    "locale", [{"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_input_and_output_are_utf8_in_any_locale(folder: Path, locale: dict[str, str]) -> None:
    text = "Ähren standen auf dem Feld, und 麦 auch."
    (folder / "Ährenfeld 麦.txt").write_text(text, encoding="utf-8")
    result = process("summarize", "Ährenfeld 麦.txt", "--json", "--quiet", env=locale)
    (found,) = [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]
    assert (found["file"], found["summary"][0]["text"]) == (
        "Ährenfeld 麦.txt",
        "Ähren standen auf dem Feld, und 麦 auch.",
    )
    message = process("dedup", "Ährenfeld 麦.jsonl", env=locale).stderr
    assert message.decode("utf-8") == (
        "Error: Ährenfeld 麦.jsonl: No such file or directory; is Ährenfeld 麦.txt meant?\n"
    )


def test_the_number_of_threads_does_not_change_the_output() -> None:
    stdin = texts(*(text for k in range(50) for text in (f"{FOG} {k}", f"{BREAD} {k} {k}")))
    outputs = {done("dedup", "-", "--threads", threads, stdin=stdin).stdout_bytes for threads in ("1", "2", "5")}
    assert len(outputs) == 1
