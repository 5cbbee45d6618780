"""Files of texts: what is read, what is refused and in which words, what is written."""

import gzip
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twicetold.files import other_column, read, sources
from twicetold.output import Failed, Kind, Misused, Output, joined, json_line, printable


def write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def error_of(path: str, **reading: Any) -> str:
    """Return what reading a file fails with, without its folder."""
    with pytest.raises(Failed) as caught:
        read(sources([path]), **reading)
    return caught.value.message.removeprefix(os.path.dirname(path) + "/")


def jsonl_error(tmp_path: Path, content: bytes, **reading: Any) -> str:
    return error_of(write(tmp_path / "a.jsonl", content), **reading)


def txt_error(tmp_path: Path, content: bytes) -> str:
    return error_of(write(tmp_path / "a.txt", content))


def test_a_txt_file_is_one_text_and_keeps_its_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.\r\nTwo: ä\n\x0cthree".encode())
    (row,) = read(sources([path]))
    assert row.text == "One.\r\nTwo: ä\n\x0cthree"
    assert row.raw == f"{path}\n".encode()
    assert row.place == path


def test_with_lines_each_line_is_a_text_without_its_end_and_empty_ones_count(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"one\r\n\ntwo\x0b\xe2\x80\xa8still two\nlast")
    rows = read(sources([path], lines=True))
    assert [row.text for row in rows] == ["one", "", "two\x0b\u2028still two", "last"]
    assert b"".join(row.raw for row in rows) == (tmp_path / "a.txt").read_bytes()
    assert [row.line for row in rows] == [1, 2, 3, 4]


def test_jsonl_rows_keep_their_bytes_and_blank_lines_are_no_rows(tmp_path: Path) -> None:
    lines = [b'{"text": "\\u00e4",  "n": 1e400}\r\n', b" \r\n", b"\n", b'{"n": [1], "text": null}\n', b'{"text": NaN}']
    rows = read(sources([write(tmp_path / "a.jsonl", b"".join(lines))]))
    assert [row.text for row in rows] == ["ä", None, None]
    assert [row.raw for row in rows] == [lines[0], lines[3], lines[4]]
    assert [row.line for row in rows] == [1, 4, 5]


@pytest.mark.parametrize("kind", ["txt", "lines", "jsonl"])
def test_a_byte_order_mark_belongs_to_no_text(tmp_path: Path, kind: Kind) -> None:
    content = b'{"text": "one"}\n' if kind == "jsonl" else b"one"
    (row,) = read(sources([write(tmp_path / "a", b"\xef\xbb\xbf" + content)], form=kind))
    assert row.text == "one"
    assert not row.raw.startswith(b"\xef\xbb\xbf")


def test_gzip_is_read_by_its_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "A.JSONL.GZ", gzip.compress(b'{"text": "one"}\n') + gzip.compress(b'{"text": "two"}\n'))
    assert [row.text for row in read(sources([path]))] == ["one", "two"]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read(sources([write(tmp_path / "a.jsonl", b"")])) == []
    assert read(sources([write(tmp_path / "a.txt", b"")], lines=True)) == []


def test_rows_of_several_files_come_in_the_order_given(tmp_path: Path) -> None:
    b = write(tmp_path / "b.jsonl", b'{"text": "b"}')
    a = write(tmp_path / "a.jsonl", b'{"text": "a"}')
    assert [row.text for row in read(sources([b, a, b]))] == ["b", "a", "b"]


@pytest.mark.parametrize("name", ["a.arrow", "a.xlsx", "a.txt.bz2", "a", "jsonl"])
def test_other_endings_are_refused_by_naming_those_that_work(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, b"")
    with pytest.raises(Misused) as caught:
        sources([path])
    assert caught.value.message == (
        f"{path}: files must end in .txt, .jsonl, .csv, .tsv (or these and .gz) or .parquet, unless --format "
        "txt|lines|jsonl|csv says what they hold"
    )
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("form", [None, "txt"])
def test_a_file_that_is_not_there_or_a_directory_is_told_before_its_ending(tmp_path: Path, form: Kind | None) -> None:
    def refused(name: str) -> str:
        with pytest.raises(Failed) as caught:
            sources([str(tmp_path / name)], form=form)
        assert caught.value.exit_code == 1
        return caught.value.message.replace(f"{tmp_path}/", "")

    (tmp_path / "texts").mkdir()
    write(tmp_path / "article.txt", b"")
    assert refused("texts") == "texts: a directory: name the files in it"
    assert refused("news.csv") == "news.csv: No such file or directory"
    assert refused("artcle.txt") == "artcle.txt: No such file or directory; is article.txt meant?"
    assert refused("article") == "article: No such file or directory; is article.txt meant?"
    assert refused("article.jsonl") == "article.jsonl: No such file or directory; is article.txt meant?"
    assert refused("*.jsonl") == "*.jsonl: No such file or directory: no file matches this pattern"
    assert refused("nowhere/article.txt") == "nowhere/article.txt: No such file or directory"
    assert refused("article.txt/x") == "article.txt/x: Not a directory"


def test_packed_text_files_are_read_like_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt.gz", gzip.compress(b"one\ntwo\n"))
    assert [row.text for row in read(sources([path]))] == ["one\ntwo\n"]
    assert [row.text for row in read(sources([path], lines=True))] == ["one", "two"]
    Output(str(tmp_path / "b.txt.gz"), kind="txt").write([b"a\n"])
    assert gzip.decompress((tmp_path / "b.txt.gz").read_bytes()) == b"a\n"


def test_format_says_what_a_file_holds_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "log", b"one\ntwo\n")
    assert [row.text for row in read(sources([path], form="lines"))] == ["one", "two"]
    assert [row.text for row in read(sources([path], form="txt"))] == ["one\ntwo\n"]
    assert [source.kind for source in sources(["-"], form="lines") + sources(["-"])] == ["lines", "jsonl"]


def test_texts_and_jsonl_do_not_mix_and_standard_input_is_read_once(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.jsonl", b""), write(tmp_path / "b.txt", b"")
    with pytest.raises(Misused, match=r"do not mix in one call: .*a\.jsonl, .*b\.txt"):
        sources([a, b])
    with pytest.raises(Misused, match="only once"):
        sources(["-", a, "-"])
    with pytest.raises(Misused, match="exclude each other"):
        sources(["-"], lines=True, form="jsonl")


def test_a_line_that_is_not_json_is_named_with_its_reason(tmp_path: Path) -> None:
    content = b'{"text": "a"}\n' * 6 + b'{"text": "b" "id": 3}\n'
    assert jsonl_error(tmp_path, content) == "a.jsonl, line 7: not JSON (Expecting ',' delimiter at column 14)"
    assert jsonl_error(tmp_path, b'{"text": "a"').endswith("line 1: not JSON (Expecting ',' delimiter at column 13)")


def test_a_row_that_is_no_object_is_named(tmp_path: Path) -> None:
    assert jsonl_error(tmp_path, b'\n["a"]\n') == "a.jsonl, line 2: a row must be a JSON object, got an array"
    assert jsonl_error(tmp_path, b"null\n").endswith("got null")


@pytest.mark.parametrize(
    ("value", "name"),
    [("1", "a number"), ("2.5", "a number"), ("true", "a boolean"), ('["a"]', "an array"), ("{}", "an object")],
)
def test_a_text_that_is_no_string_is_named_with_its_type(tmp_path: Path, value: str, name: str) -> None:
    message = jsonl_error(tmp_path, b'{"text": "a"}\n' + f'{{"text": {value}}}\n'.encode())
    assert message == f"a.jsonl, line 2: column 'text' must be a string or null, got {name} (no other holds text)"


def test_columns_of_text_are_told_where_another_one_is_none(tmp_path: Path) -> None:
    message = jsonl_error(tmp_path, b'{"text": 1, "id": 2, "body": "a", "title": "b"}\n')
    assert message.endswith("got a number (--column names another; of text: body, title)")


def test_a_missing_column_lists_the_columns_there_are(tmp_path: Path) -> None:
    message = jsonl_error(tmp_path, b'{"id": 1, "body": "a"}\n')
    assert message == "a.jsonl: no column 'text'; there are: id, body"
    many = json_line({f"c{k}": k for k in range(30)})
    assert jsonl_error(tmp_path, many, column="body").endswith("c18, c19, …")
    assert jsonl_error(tmp_path, b"{}").endswith("there are: none")


def test_a_column_that_is_to_be_new_must_not_exist(tmp_path: Path) -> None:
    message = jsonl_error(tmp_path, b'{"text": "a", "summary": 1}\n', new="summary")
    assert message == "a.jsonl, line 1: there is a column 'summary' already: --into NAME chooses another"


def test_other_columns_are_read_and_their_types_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "a", "score": 2}\n{"text": "b", "score": null}\n')
    rows = read(sources([path]), others=["score"])
    assert other_column(rows, 0, "score", int, float) == [2, None]
    with pytest.raises(Failed, match=r"line 1: column 'score' must be a string or null, got a number"):
        other_column(rows, 0, "score", str)


def test_another_column_may_be_missing_in_rows_but_not_in_all(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", b'{"text": "a", "score": 2}\n{"text": "b"}\n{"text": "c", "score": NaN}\n')
    second = write(tmp_path / "b.jsonl", b'{"text": "d", "id": 1}\n')
    rows = read(sources([first, second]), others=["score"])
    assert other_column(rows, 0, "score", int, float) == [2, None, None, None]
    with pytest.raises(Failed, match=r"^all 2 files: no column 'date'; there are: text, score, id$"):
        read(sources([first, second]), others=["date"])
    assert read(sources([write(tmp_path / "c.jsonl", b"")]), others=["date"]) == []


def test_bytes_that_are_not_utf8_are_named_with_their_place(tmp_path: Path) -> None:
    latin = "Latin-1? iconv -f latin1 -t utf-8 converts it"
    message = f"a.txt, line 2: not UTF-8 (byte 4 of the line is 0xE9; {latin})"
    assert txt_error(tmp_path, b"one\ncaf\xe9\n") == message
    message = jsonl_error(tmp_path, b'{"text": "caf\xe9"}\n')
    assert message == f"a.jsonl, line 1: not UTF-8 (byte 14 of the line is 0xE9; {latin})"
    assert "UTF-16? iconv -f utf-16 -t utf-8 converts it" in txt_error(tmp_path, "\ufeffone".encode("utf-16-le"))
    assert "Parquet? Then it must be a file" in jsonl_error(tmp_path, b"PAR1\x15\x04\x15\x80")
    assert "gzip? Then its name must end in .gz" in jsonl_error(tmp_path, b"\x1f\x8b\x08\x00" + b"\x80" * 9)


def test_a_binary_file_is_named_with_the_first_nul(tmp_path: Path) -> None:
    assert txt_error(tmp_path, b"ab" + b"\0" * 10) == "a.txt, byte 3: binary, not text (10 NUL bytes)"
    assert txt_error(tmp_path, b"ab\0") == "a.txt, byte 3: binary, not text (1 NUL byte)"
    message = jsonl_error(tmp_path, '{"text": "a"}\n'.encode("utf-16-le"))
    assert message == "a.jsonl, line 1: binary, not text (NUL at byte 2 of the line)"


def test_a_nul_now_and_then_is_a_character(tmp_path: Path) -> None:
    (row,) = read(sources([write(tmp_path / "a.txt", b"some words\0 and more words")]))
    assert row.text == "some words\0 and more words"


def test_broken_gzip_is_named_with_the_line_where_it_breaks(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d %s"}\n' % (k, os.urandom(40).hex().encode()) for k in range(2000))
    packed = gzip.compress(lines)
    for broken in (packed[: len(packed) // 2], packed[:-8] + b"\0" * 8, packed + b"garbage"):
        message = error_of(write(tmp_path / "a.jsonl.gz", broken))
        assert message.startswith("a.jsonl.gz, line ")
        assert "broken gzip (" in message
    assert error_of(write(tmp_path / "b.jsonl.gz", b"plain")).startswith("b.jsonl.gz, line 1: broken gzip")


def test_a_file_that_is_missing_or_a_folder_is_named(tmp_path: Path) -> None:
    assert error_of(str(tmp_path / "a.jsonl")) == "a.jsonl: No such file or directory"
    (tmp_path / "b.jsonl").mkdir()
    assert error_of(str(tmp_path / "b.jsonl")) == "b.jsonl: a directory: name the files in it"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b"")
    os.chmod(path, 0)
    root = os.geteuid() == 0
    if root:  # who may read everything, so the test is somebody else for a moment
        os.seteuid(65534)
    try:
        assert error_of(path) == "a.jsonl: Permission denied"
    finally:
        if root:
            os.seteuid(0)


def test_hostile_json_fails_in_one_line_or_is_read(tmp_path: Path) -> None:
    deep = jsonl_error(tmp_path, b'{"text": ' + b"[" * 200_000 + b"\n")
    assert deep.startswith("a.jsonl, line 1: ")
    assert len(deep) < 200
    path = write(tmp_path / "a.jsonl", b'{"text": "a", "n": ' + b"9" * 10_000 + b"}\n")
    assert read(sources([path]))[0].text == "a"


def test_messages_are_one_line_without_control_characters() -> None:
    assert printable("a\nb\x1b[31m\x00\ud800\u2028c\x85d é") == "a b\\x1b[31m\\x00\\ud800 c d é"


def test_json_is_utf8_but_for_lone_surrogates() -> None:
    assert json_line({"ä": "日"}) == '{"ä": "日"}'.encode()
    assert json_line("ä\ud800") == b'"\\u00e4\\ud800"'


def test_only_a_line_without_end_that_another_follows_gets_one() -> None:
    assert b"".join(joined([b"a", b"b\r\n", b"c", b"d"])) == b"a\nb\r\nc\nd"
    assert b"".join(joined([])) == b""


def test_an_output_file_is_written_with_the_usual_mode_and_no_trace(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        Output(str(tmp_path / "o.jsonl")).write([b"a\n", b"b\n"])
    finally:
        os.umask(previous)
    assert (tmp_path / "o.jsonl").read_bytes() == b"a\nb\n"
    assert stat.S_IMODE((tmp_path / "o.jsonl").stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["o.jsonl"]


def test_an_output_that_ends_in_gz_is_packed_to_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        Output(str(tmp_path / name)).write([b"a\n"] * 100)
    packed = (tmp_path / "a.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == b"a\n" * 100
    assert packed == (tmp_path / "b.jsonl.gz").read_bytes()
    assert packed[4:8] == b"\0" * 4  # no time


def test_an_existing_output_needs_overwrite_and_keeps_its_mode_and_link(tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o604)
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    with pytest.raises(Failed, match=r"o\.jsonl: the file exists already: --overwrite replaces it"):
        Output(str(path))
    Output(str(link), overwrite=True).write([b"new"])
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_file_that_appears_during_the_work_is_not_overwritten(tmp_path: Path) -> None:
    output = Output(str(tmp_path / "o.jsonl"))
    (tmp_path / "o.jsonl").write_bytes(b"somebody else's")
    with pytest.raises(Failed, match="exists already"):
        output.write([b"mine"])
    assert (tmp_path / "o.jsonl").read_bytes() == b"somebody else's"
    assert os.listdir(tmp_path) == ["o.jsonl"]


def test_a_failed_write_leaves_the_old_file_and_no_trace(tmp_path: Path) -> None:
    def full() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    (tmp_path / "o.jsonl").write_bytes(b"old")
    with pytest.raises(Failed, match=r"o\.jsonl: not written \(No space left on device\)"):
        Output(str(tmp_path / "o.jsonl"), overwrite=True).write(full())
    assert (tmp_path / "o.jsonl").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["o.jsonl"]


def test_outputs_that_cannot_be_written_are_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(
        Misused, match=r"o\.csv: this output must end in \.jsonl or \.jsonl\.gz: rows are written as they were read$"
    ):
        Output(str(tmp_path / "o.csv"), why="rows are written as they were read")
    with pytest.raises(Misused, match=r"o\.csv: this output must end in \.jsonl or \.jsonl\.gz$"):
        Output(str(tmp_path / "o.csv"))
    with pytest.raises(Misused, match=r"must end in \.txt"):
        Output(str(tmp_path / "o.jsonl"), kind="lines")
    with pytest.raises(Failed, match="its directory is missing"):
        Output(str(tmp_path / "nowhere" / "o.jsonl"))
    (tmp_path / "o.jsonl").mkdir()
    with pytest.raises(Failed, match="a directory, not a file"):
        Output(str(tmp_path / "o.jsonl"), overwrite=True)


def test_a_device_is_written_in_place() -> None:
    Output("/dev/null").write([b"a"])
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_rows_without_the_column_are_missing_texts_if_any_has_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 1}\n{"text": "a"}\n')
    rows = read(sources([str(path)]))
    assert [row.text for row in rows] == [None, "a"]
