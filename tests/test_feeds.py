"""RSS and Atom files become texts; nothing is fetched."""

import gzip
import json
import socket
import subprocess
import sys
import time
from html import escape
from pathlib import Path

import pytest
from twicetold.feeds import are_feeds, read_feeds
from twicetold.files import Row
from twicetold.markup import text_of_html
from twicetold.output import Failed, Misused

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Gull &amp;amp; Herald</title>
<item><title>Ferry &lt;i&gt;Alma&lt;/i&gt; aground</title><link>https://news.example/1</link>
<pubDate>Tue, 04 Mar 2031 08:00:00 +0100</pubDate>
<description>&lt;p&gt;The ferry &lt;b&gt;Al&lt;/b&gt;ma ran aground with 41 passengers in fog off Gull Point.&lt;/p&gt;
&lt;script&gt;alert(1)&lt;/script&gt;Tugs freed it.&lt;br&gt;Nobody was hurt.</description></item>
<item><title>Fog stops Alma</title><description>short</description>
<content:encoded><![CDATA[<div>The ferry Alma ran aground with 14 passengers in fog off Gull Point.</div>]]>
</content:encoded></item>
<item><description>&secret;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Post</title>
<entry><title type="html">Glass &amp;lt; bread</title><updated>2031-03-05T09:00:00Z</updated>
<source><title>Other Paper</title></source>
<content type="text">A bakery recalled rye bread.</content></entry></feed>"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "news.rss"
    path.write_text(RSS, encoding="utf-8")
    return path


def test_entries_become_texts_with_title_time_source_and_link(feed: Path) -> None:
    first, second, third = read_feeds([str(feed)])
    assert first.text == (
        "The ferry Alma ran aground with 41 passengers in fog off Gull Point.\n\nTugs freed it.\n\nNobody was hurt."
    )
    assert first.cells == ("Ferry Alma aground", "2031-03-04T07:00:00", "Gull & Herald", "https://news.example/1")
    assert second.text == "The ferry Alma ran aground with 14 passengers in fog off Gull Point."
    assert second.cells == ("Fog stops Alma", None, "Gull & Herald", None)
    assert "root:" not in (third.text or "")


def test_atom_and_compressed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "post.atom.gz"
    path.write_bytes(gzip.compress(ATOM.encode()))
    (row,) = read_feeds([str(path)])
    assert row.text == "A bakery recalled rye bread."
    assert row.cells == ("Glass < bread", "2031-03-05T09:00:00", "Other Paper", None)


def test_reading_a_feed_opens_no_connection_and_no_other_file(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert len(read_feeds([str(feed)])) == 3
    # A file that holds nothing but an address, or the name of a file, is no feed: neither is opened.
    for content in ("http://127.0.0.1:9/feed.xml", str(feed)):
        path = feed.parent / "address.xml"
        path.write_text(content)
        with pytest.raises(Failed, match=r"address\.xml: no RSS or Atom feed"):
            read_feeds([str(path)])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no RSS or Atom feed"),
        (b"<html><body>hello</body></html>", "no RSS or Atom feed"),
        (b"\x00\x01\x02" * 50, "no RSS or Atom feed"),
        (b"{}", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "odd.xml"
    path.write_bytes(content)
    with pytest.raises(Failed, match=rf"odd\.xml: {message}"):
        read_feeds([str(path)])


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "gone.atom").touch()
    with pytest.raises(Failed, match=r"gone\.rss: No such file or directory; is .*gone\.atom meant\?$"):
        read_feeds([str(tmp_path / "gone.rss")])
    with pytest.raises(Failed, match=r"\*\.xml: No such file or directory: no file matches this pattern$"):
        read_feeds([str(tmp_path / "*.xml")])
    with pytest.raises(Failed, match=r": a directory: name the files in it$"):
        read_feeds([str(tmp_path)])
    (tmp_path / "cut.rss.gz").write_bytes(gzip.compress(RSS.encode())[:40])
    with pytest.raises(Failed, match=r"cut\.rss\.gz: broken gzip"):
        read_feeds([str(tmp_path / "cut.rss.gz")])


def test_a_feed_that_ends_too_early_is_read_as_far_as_it_goes(
    feed: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    feed.write_text(RSS[: RSS.index("<item><title>Fog")], encoding="utf-8")
    assert len(read_feeds([str(feed)])) == 1
    assert "news.rss: not well-formed, read as far as it goes" in capsys.readouterr().err
    assert len(read_feeds([str(feed)], quiet=True)) == 1
    assert capsys.readouterr().err == ""


def test_feeds_are_told_by_their_endings_and_do_not_mix() -> None:
    assert are_feeds(["a.rss", "b.ATOM", "c.xml.gz"], said=False)
    assert are_feeds(["-", "x"], said=True)
    assert not are_feeds(["a.jsonl", "b.txt"], said=False)
    with pytest.raises(Misused, match=r"feeds and other files do not mix in one call: a\.rss, b\.jsonl"):
        are_feeds(["a.rss", "b.jsonl"], said=False)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("a &amp; b < c", "a & b < c"),
        ("<p>one<p>two<ul><li>three</ul>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("<style>p{}</style><!-- no -->yes<script>x</script>", "yes"),
        ("https://news.example/", "https://news.example/"),
        ("a\n  b<br>c", "a b\n\nc"),
        ("<b>glu</b>ed", "glued"),
        ("<a title='<p>' href=\"a>b\" x>link</a>", "link"),
        ("a<!-- <script> -->b<!>c</ d></>e", "abce"),
        ("<script src=x/>a</script>b<iframe src='y' />c<style>d</STYLE >e", "bce"),
        ("<![CDATA[a<br>b]]>", "a\n\nb"),
        ("<textarea>a<b>b</b></textarea>c", "abc"),
        ("1 < 2 <<b>x</b>", "1 < 2 <x"),
        ("a<p title='", "a"),
    ],
)
def test_html_becomes_paragraphs(markup: str, text: str) -> None:
    assert text_of_html(markup) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<p>a", "<", "&", "<b>x", "<!--", "<table><tr>", "<dl><dd>", "<ul><li>", "<table><tr><td>", "<b><p>",
        "<a>", "<details><summary>x", "<rt>", "<b></p>", "<b class=c{}>", "<font color=c{}><p>", "<body class{}=x>",
        "<a b='", "<a b=", "<script>", "<title>x", "<noscript><p></p>", "<svg><iframe>", "<svg><title><div>",
        "<div><table><td></div></td></table>", "<textarea><!--</textarea><div>", "<<!-- -->div>", "<<x>ul><<x>li>",
    ],
)  # fmt: skip
def test_hostile_html_takes_time_in_proportion(piece: str) -> None:
    def seconds(n: int) -> float:
        markup = "".join(map(piece.format, range(n)))
        begin = time.process_time()
        text_of_html(markup)
        return time.process_time() - begin

    assert seconds(20_000) < 30 * seconds(2_500) + 0.5


@pytest.mark.parametrize(("opened", "closed"), [("<ul><li>", "</li></ul>"), ("<b>", "</b>"), ("<p>", ""), ("<li>", "")])
def test_no_text_is_lost_however_deep_it_stands(opened: str, closed: str) -> None:
    n = 3000
    markup = "".join(f"{opened}w{k} " for k in range(n)) + f"<script>{opened}</script>end" + closed * n + "<p>after"
    words = [f"w{k}" for k in range(n)]
    assert text_of_html(markup).split() == [*words, "end", "after"]
    paragraphs = 2 if opened == "<b>" else n + 1
    assert text_of_html(markup).count("\n\n") in (paragraphs - 1, paragraphs)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "twicetold", "stories", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120)


def test_the_command_tells_feeds_and_writes_a_page(feed: Path) -> None:
    page = feed.parent / "stories.html"
    done = run(str(feed), "--json", "--report", str(page))
    assert done.returncode == 0, done.stderr
    story = json.loads(done.stdout)["stories"][0]
    assert [(member["entry"], member["link"]) for member in story["members"]] == [
        (1, "https://news.example/1"),
        (2, None),
    ]
    assert story["members"][0]["time"] == "2031-03-04T07:00:00"
    (versions,) = story["differences"]
    assert {tuple(version["numbers"]) for version in versions} == {("41",), ("14",)}
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    again = run(str(feed), "--report", str(page))
    assert (again.returncode, again.stdout) == (1, b"")
    assert b"the file exists already" in again.stderr
    assert run(str(feed), "--report", str(page), "--overwrite", "--quiet").stderr == b""
    assert run(str(feed), "--report", "page.pdf").returncode == 2


def test_patterns_stand_for_feeds_too(feed: Path) -> None:
    by_name, by_pattern = run(str(feed), "--json"), run(str(feed.parent / "*.rss"), "--json")
    assert by_pattern.returncode == 0
    assert by_pattern.stdout == by_name.stdout


def test_the_command_reads_a_feed_from_standard_input_if_told_so() -> None:
    done = run("-", "--feed", stdin=ATOM.encode())
    assert done.stdout.startswith(b"1. Glass < bread\n")
    assert done.stderr == b"1 text, 1 story\n"
    for option in ("--title", "--column"):
        refused = run("-", "--feed", option, "head", stdin=ATOM.encode())
        assert refused.returncode == 2
        assert b"feeds are read as what they are" in refused.stderr


def test_the_package_that_is_missing_is_named(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(Failed, match=r"feeds need feedparser: pip install 'twicetold\[feeds\]'"):
        read_feeds([str(feed)])
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(Failed, match=r"feeds need selectolax: pip install 'twicetold\[feeds\]'"):
        read_feeds([str(feed)])


def items(*items: str) -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Aggregator</title>{inner}</channel></rss>'


@pytest.mark.parametrize(
    ("reference", "character"),
    [
        ("&#55357;&#56832;", "😀"), ("&#xD83D;&#xde00;", "😀"), ("&#xD83D;", "\ufffd"), ("&#x110000;", "\ufffd"),
        ("&#99999999999;", "\ufffd"), ("&#0;", "\ufffd"), ("&#233;", "é"), ("&#x1F600;&#65;", "😀A"),
    ],
)  # fmt: skip
def test_references_that_name_no_character_are_replaced(tmp_path: Path, reference: str, character: str) -> None:
    path = tmp_path / "odd.rss"
    path.write_text(items(f"<title>a{reference}b</title>"), encoding="utf-8")
    assert [row.cells[0] for row in read_feeds([str(path)])] == [f"a{character}b"]


def test_what_the_parser_cannot_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser

    def broken(*_: object, **__: object) -> None:
        raise KeyError("where")

    monkeypatch.setattr(feedparser, "parse", broken)
    path = tmp_path / "geo.rss"
    path.write_text(items(), encoding="utf-8")
    with pytest.raises(Failed, match=r"geo\.rss: no RSS or Atom feed that can be read \(KeyError"):
        read_feeds([str(path)])


@pytest.mark.parametrize(
    "place",
    [
        "<gml:posList>1 2 3 4</gml:posList>", "<g:pos>1 2</g:pos>", '<pos xmlns="http://www.opengis.net/gml">1 2</pos>',
        '<georss:where><gml:Point srsName="EPSG:x"><gml:pos>1 2</gml:pos></gml:Point></georss:where>',
        "<georss:where><gml:LinearRing><gml:posList>a b</gml:posList></gml:LinearRing></georss:where>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("well_formed", [True, False])
def test_places_on_a_map_are_not_read_wherever_they_stand(tmp_path: Path, place: str, well_formed: bool) -> None:
    path = tmp_path / "geo.rss"
    names = 'gml="http://www.opengis.net/gml" xmlns:g="http://www.opengis.net/gml"'
    feed = items(f"<title>a</title>{place}<description>b</description>").replace(
        "<rss", f'<rss xmlns:{names} xmlns:georss="http://www.georss.org/georss"'
    )
    path.write_text(feed if well_formed else feed.replace("</rss>", ""))
    (row,) = read_feeds([str(path)], quiet=True)
    assert (row.text, row.cells[0]) == ("b", "a")


def test_the_source_of_an_item_is_the_paper_that_it_was_taken_from(tmp_path: Path) -> None:
    path = tmp_path / "many.rss"
    path.write_text(
        items('<title>a</title><source url="https://a.example">Paper A</source>', "<title>b</title>"), encoding="utf-8"
    )
    assert [row.cells[2] for row in read_feeds([str(path)])] == ["Paper A", "Aggregator"]


@pytest.mark.parametrize(
    ("date", "time"),
    [("Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00"), ("9999-12-31T23:59:59-05:00", None)],
)
def test_times_are_written_so_that_they_can_be_read(tmp_path: Path, date: str, time: str | None) -> None:
    path = tmp_path / "old.rss"
    path.write_text(items(f"<title>a</title><pubDate>{date}</pubDate>"), encoding="utf-8")
    assert [row.cells[1] for row in read_feeds([str(path)])] == [time]


def read_one(tmp_path: Path, content: bytes) -> Row:
    path = tmp_path / "own.rss"
    path.write_bytes(content)
    (row,) = read_feeds([str(path)])
    return row


def test_references_of_html_and_a_bare_ampersand_lose_no_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    inner = items(
        "<title>Caf&eacute;&nbsp;AT&T &#55357;&#56832; &hellip;</title><link>http://a.example/?a=1&b=2</link>"
        "<description><![CDATA[R&D &amp; <b>caf&eacute;</b> &#55357;&#56832;]]></description>"
    )
    for head in ("", '<?xml version="1.0" encoding="utf-8"?>' + doctype):
        row = read_one(tmp_path, (head + inner).encode())
        assert row.text == "R&D & café 😀"
        assert row.cells == ("Café AT&T 😀 …", None, "Aggregator", "http://a.example/?a=1&b=2")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-16", "utf-16"), ("utf-8", "utf-8-sig"), ("utf-8", "utf-16"), ("ISO-8859-1", "cp1252"),
        ("Shift_JIS", "cp932"), ("ISO-8859-1", "utf-8"),
        ("ISO-2022-JP", "iso2022_jp"), ("windows-1251", "cp1251"), ("GB2312", "gb18030"),
    ],
)  # fmt: skip
def test_feeds_are_read_in_their_encoding(tmp_path: Path, declared: str, encoding: str) -> None:
    titles = {"cp932": "東京の港", "iso2022_jp": "東京の港・あめ", "cp1251": "Паром", "gb18030": "渡轮"}
    title = titles.get(encoding, "Café")
    extra = "&#55357;&#56832;" if encoding.startswith("utf") else ""
    feed = f'<?xml version="1.0" encoding="{declared}"?>' + items(f"<title>{title}{extra}</title>")
    row = read_one(tmp_path, feed.encode(encoding))
    assert row.cells[0] == title + ("😀" if extra else "")


def test_packed_feeds_are_told_by_their_bytes_not_their_names(feed: Path) -> None:
    plain = [row.text for row in read_feeds([str(feed)])]
    feed.write_bytes(gzip.compress(RSS.encode()))
    assert [row.text for row in read_feeds([str(feed)])] == plain
    (feed.parent / "news.rss.gz").write_bytes(RSS.encode())
    assert [row.text for row in read_feeds([str(feed.parent / "news.rss.gz")])] == plain
    done = run("-", "--feed", "--quiet", stdin=gzip.compress(ATOM.encode()))
    assert done.stdout.startswith(b"1. Glass < bread\n")


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2031/03/04 08:00:00", "2031-03-04T08:00:00"), ("2031年3月4日", "2031-03-04T00:00:00"),
        ("2031.03.04 8:05 +0900", "2031-03-03T23:05:00"), ("2031/13/04", None), ("1930291200", None),
        ("yesterday", None), ("2031-03-04", "2031-03-04T00:00:00"), ("20310304", "2031-03-04T00:00:00"),
        ("3 hours ago", None),
        ("Tue, 04 Mar 2031 08:00:00 EST", "2031-03-04T13:00:00"),
        ("2031-03-04T08:00:00.5+01:00", "2031-03-04T07:00:00"),
    ],
)  # fmt: skip
def test_a_date_is_the_day_that_is_written_or_none(tmp_path: Path, date: str, time: str | None) -> None:
    row = read_one(tmp_path, items(f"<title>a</title><pubDate>{date}</pubDate>").encode())
    assert row.cells[1] == time


def test_the_summary_is_the_text_where_the_content_is_none(tmp_path: Path) -> None:
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    for content in (" ", "&lt;img src='a'&gt;"):
        item = f"<content:encoded {namespace}>{content}</content:encoded><description>It rained.</description>"
        assert read_one(tmp_path, items(item).encode()).text == "It rained."
    entry = '<title>a</title><content type="image/png">iVBORw0KGgo=</content><summary>It rained.</summary>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry>{entry}</entry></feed>'
    assert read_one(tmp_path, atom.encode()).text == "It rained."


def test_text_without_tags_keeps_its_paragraphs_and_a_title_is_one_line(tmp_path: Path) -> None:
    title, text = (
        "<title>One\n &lt;p&gt;line&lt;/p&gt;</title>",
        "<description>First\nline.\n \nR&amp;amp;D</description>",
    )
    row = read_one(tmp_path, items(title + text).encode())
    assert row.text == "First line.\n\nR&D"
    assert row.cells[0] == "One line"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p class='a'>It &amp; rained.</p>\n<p>Then not.</p>", "It & rained.\n\nThen not."),
        ("<p> begins a paragraph", "<p> begins a paragraph"),
        ("a paragraph ends with </p>", "a paragraph ends with </p>"),
    ],
)  # fmt: skip
def test_html_that_was_escaped_twice_is_html(tmp_path: Path, written: str, text: str) -> None:
    row = read_one(tmp_path, items(f"<description>{escape(escape(written))}</description>").encode())
    assert row.text == text


def test_a_warning_has_no_position_that_is_not_the_file_s(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.rss"
    path.write_text("Notice: x\n" + items("<title>a</title>"))
    assert len(read_feeds([str(path)])) == 1
    assert capsys.readouterr().err.endswith("odd.rss: not well-formed, read as far as it goes (syntax error)\n")
