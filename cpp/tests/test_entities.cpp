#include "twicetold/text/entities.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "twicetold/text/utf8.hpp"

using namespace twicetold;

namespace {

using Strings = std::vector<std::string>;

/// "kind:text" of each entity; the kinds are u e h t n d c f (a clock's time is c, a tag t).
Strings entities_of(std::string_view text) {
    constexpr std::string_view letters = "uehtndcf";
    Strings found;
    for (const Entity& entity : find_entities(text)) {
        found.push_back(std::string(1, letters[static_cast<std::size_t>(entity.kind)]) + ':' +
                        std::string(text.substr(entity.span.begin, entity.span.size())));
    }
    return found;
}

struct Case {
    std::string_view text;
    Strings expected;
};

void check_each(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        CAPTURE(each.text);
        CHECK(entities_of(each.text) == each.expected);
    }
}

bool starts_code_point(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// What holds of the entities of every text.
bool are_sound(std::string_view text, const std::vector<Entity>& entities) {
    std::size_t end = 0;
    for (const Entity& entity : entities) {
        const Span span = entity.span;
        if (span.begin < end || span.end <= span.begin || span.end > text.size() ||
            !starts_code_point(text, span.begin) || !starts_code_point(text, span.end)) {
            return false;
        }
        end = span.end;
    }
    return true;
}

void check_spans(std::string_view text) {
    CHECK(are_sound(text, find_entities(text)));
}

std::string repeat(std::string_view text, std::size_t count) {
    std::string all;
    for (; count > 0; --count) {
        all += text;
    }
    return all;
}

}  // namespace

TEST_CASE("a URL has a scheme, www or a path behind a known domain") {
    check_each({
        {"see http://example.org/a?b=c#d now", {"u:http://example.org/a?b=c#d"}},
        {"HTTPS://EXAMPLE.ORG and ftp://a.example/b", {"u:HTTPS://EXAMPLE.ORG", "u:ftp://a.example/b"}},
        {"www.example.org or www.word", {"u:www.example.org"}},
        {"t.co/x1 pic.twitter.com/x youtu.be/", {"u:t.co/x1", "u:pic.twitter.com/x", "u:youtu.be/"}},
        {"http://user:pw@example.org:80/ https://[::1]:80/x",
         {"u:http://user:pw@example.org:80/", "u:https://[::1]:80/x"}},
        {"wordhttps://t.co/abc", {"u:https://t.co/abc"}},
        {"http://münchen.example/straße http://президент.рф",
         {"u:http://münchen.example/straße", "u:http://президент.рф"}},
        {"https://ja.example.org/wiki/日本", {"u:https://ja.example.org/wiki/日本"}},
        {"http:// http://... http://[ ://x example.org and/or", {}},
    });
}

TEST_CASE("a URL ends before punctuation, an unbalanced bracket and the next sentence") {
    check_each({
        {"(http://a.example/b_(c)).", {"u:http://a.example/b_(c)"}},
        {"[x](http://a.example/b), \"http://a.example\"; 'http://b.example',",
         {"u:http://a.example/b", "u:http://a.example", "u:http://b.example"}},
        {"http://a.example/b?! http://a.example/...", {"u:http://a.example/b", "u:http://a.example/"}},
        {"http://example.org.Then it rained", {"u:http://example.org"}},
        {"http://t.co/abc谢谢 http://t.co/abc에서 http://a.example/b。",
         {"u:http://t.co/abc", "u:http://t.co/abc", "u:http://a.example/b"}},
    });
}

TEST_CASE("a link may start with a character without case right behind another") {
    check_each({{"http://www.am年am.so/a", {"u:http://www.am", "u:年am.so/a"}}});
}

TEST_CASE("glued sentences and abbreviations are no URLs, no files") {
    check_each({
        {"It closed.The word.Next e.g. i.e. U.S. Washington,D.C. a.m./p.m. he.said", {}},
        {"Node.js ASP.NET System.Xml done.so *.txt .gitignore", {}},
    });
}

TEST_CASE("an e-mail address has a name and a domain") {
    check_each({
        {"ann@example.org, ann.lee+x@mail.example.co.uk.", {"e:ann@example.org", "e:ann.lee+x@mail.example.co.uk"}},
        {"<12345@qq.com> mailto:a@b.example?", {"e:12345@qq.com", "e:a@b.example"}},
        {"ann@example.org.Then bob@example.org에", {"e:ann@example.org", "e:bob@example.org"}},
        {"örn@münchen.example 사용자@example.org 메일ann@example.org",
         {"e:örn@münchen.example", "e:사용자@example.org", "e:ann@example.org"}},
        {"a@b ann@ @. a@@b.example git@example.org:x/y", {}},
    });
}

TEST_CASE("a handle stands alone, with a letter of any script in it") {
    check_each({
        {"@ann, .@bob (@Ann_Lee): @49ers", {"h:@ann", "h:@bob", "h:@Ann_Lee", "h:@49ers"}},
        {"@ann@social.example hi", {"h:@ann@social.example"}},
        {"＠用户 @Жанна @user님", {"h:＠用户", "h:@Жанна", "h:@user"}},
        {"a@b @@ann @5 @5pm", {"n:5", "c:5pm"}},
        {"@app.route @scope/name @call(x) @font-face @b{x}", {}},
    });
}

TEST_CASE("a hashtag has a letter and no word before it") {
    check_each({
        {"#Ukraine #été_2021, ＃话题 #हिन्दी", {"t:#Ukraine", "t:#été_2021", "t:＃话题", "t:#हिन्दी"}},
        {"今天#话题#很好", {"t:#话题"}},
        {"#5 C# a#b &#39; ## [x](#anchor) [1]: #anchor <#anchor>", {"n:5", "n:1"}},
        {"http://a.example/#part", {"u:http://a.example/#part"}},
    });
}

TEST_CASE("a file name has a known ending or an absolute path") {
    check_each({
        {"report_2021.pdf, main.cpp README.md A.PDF", {"f:report_2021.pdf", "f:main.cpp", "f:README.md", "f:A.PDF"}},
        {R"(C:\dir\a.txt C:\Program Files (x86)\Foo\a.exe C:/a.txt PS C:\> x)",
         {R"(f:C:\dir\a.txt)", R"(f:C:\Program Files (x86)\Foo\a.exe)", "f:C:/a.txt"}},
        {"/usr/lib/libx.so.6 ./a/b.txt ../x.py ~/c.md",
         {"f:/usr/lib/libx.so.6", "f:./a/b.txt", "f:../x.py", "f:~/c.md"}},
        {"/etc/passwd /or/not", {"f:/etc/passwd"}},
        {"2021-03-04.pdf 10.tar.gz", {"f:2021-03-04.pdf", "f:10.tar.gz"}},
        {"foo.txt. bar.txt.It was 报告.pdf文件", {"f:foo.txt", "f:bar.txt", "f:报告.pdf"}},
        {"error_1.log libz.so obj.key", {"f:error_1.log", "f:libz.so"}},
        {"clause 11.a", {"n:11"}},
    });
}

TEST_CASE("a number is its digits with sign and separators, without unit, percent and currency") {
    check_each({
        {"5 -5 +3.2 \u22127 .5 0.25", {"n:5", "n:-5", "n:+3.2", "n:\u22127", "n:.5", "n:0.25"}},
        {"1,234.5 1.234,5 1'234 12,34,567 1\u00a0234\u00a0567 1 234",
         {"n:1,234.5", "n:1.234,5", "n:1'234", "n:12,34,567", "n:1\u00a0234\u00a0567", "n:1", "n:234"}},
        {"5% $5.50 €7 128GB 5°C 1990s 30-year", {"n:5", "n:5.50", "n:7", "n:128", "n:5", "n:1990", "n:30"}},
        {"3rd 21st 1.2.3 v2.0.1 192.168.0.1 1e5 1.5e-3",
         {"n:3rd", "n:21st", "n:1.2.3", "n:2.0.1", "n:192.168.0.1", "n:1e5", "n:1.5e-3"}},
        {"1,2,3 10-15 24/7 1..10", {"n:1", "n:2", "n:3", "n:10", "n:15", "n:24", "n:7", "n:1", "n:10"}},
        {"١٢٣ १,२३४ １２ 第3章 100명이", {"n:١٢٣", "n:१,२३४", "n:１２", "n:3", "n:100"}},
    });
}

TEST_CASE("digits in words, codes and addresses are no numbers") {
    check_each({
        {"mp3 COVID-19 F-16 H2O x_5 UTF-8 ISO-8859-1 &#39; %20 U+0041 v2", {}},
        {"550e8400-e29b-41d4-a716-446655440000 0x1F 00:1A:2B:3C:4D:5E 2001:db8:0:1::1 5\ufe0f\u20e3", {}},
    });
}

TEST_CASE("dates are numeric, named or counted") {
    check_each({
        {"2021-03-04 2021/3/4 2021.03.04 3/4/2021 04.03.2021 03-04-21",
         {"d:2021-03-04", "d:2021/3/4", "d:2021.03.04", "d:3/4/2021", "d:04.03.2021", "d:03-04-21"}},
        {"Monday, May 3, 2021; Sept. 3rd, 2020; March 4 and May 2021.",
         {"d:May 3, 2021", "d:Sept. 3rd, 2020", "d:March 4", "d:May 2021"}},
        {"3. Mai 2021, 3 de mayo de 2021, 4th of July, 5 mars 2021, 3 мая 2021 г., 3-May-2021",
         {"d:3. Mai 2021", "d:3 de mayo de 2021", "d:4th of July", "d:5 mars 2021", "d:3 мая 2021", "d:3-May-2021"}},
        {"2021年3月4日。3月4日 2021年3月 2021년 3월 4일에",
         {"d:2021年3月4日", "d:3月4日", "d:2021年3月", "d:2021년 3월 4일"}},
        {"2021-03-04T14:05:00Z", {"d:2021-03-04", "c:14:05:00Z"}},
    });
}

TEST_CASE("versions, planets and small words make no date") {
    check_each({
        {"1.2.21 2021.3.1 10.12.2021.4 2021-13-04 32/1/2021",
         {"n:1.2.21", "n:2021.3.1", "n:10.12.2021.4", "n:2021", "n:13", "n:04", "n:32", "n:1", "n:2021"}},
        {"Mars 2020 you may 2021 may 3", {"n:2020", "n:2021", "n:3"}},
    });
}

TEST_CASE("times have minutes or say which half of the day") {
    check_each({
        {"14:05, 9:30:15 AM, 10 a.m. 10am 14h30 14:05 UTC 10.30am",
         {"c:14:05", "c:9:30:15 AM", "c:10 a.m.", "c:10am", "c:14h30", "c:14:05 UTC", "c:10.30am"}},
        {"14 Uhr 14.30 Uhr 10:30-11:00 12:00:01.5+01:00 5-6pm",
         {"c:14 Uhr", "c:14.30 Uhr", "c:10:30", "c:11:00", "c:12:00:01.5+01:00", "n:5", "c:6pm"}},
        {"25:99 3:2 5.a.m I am 10", {"n:25", "n:99", "n:3", "n:2", "n:5", "n:10"}},
    });
}

TEST_CASE("ill-formed UTF-8 is part of no entity") {
    check_each({
        {"#\xff http://\xff #a\xff http://a.example/\xc3", {"t:#a", "u:http://a.example/"}},
        {"\xd9 \xef\xbc 5\xe0", {"n:5"}},
        {"::::߈ ", {"n:߈"}},
    });
    CHECK(entities_of("").empty());
}

TEST_CASE("hostile texts are only texts") {
    for (const auto unit :
         {".",  "a.b.c.", "@",      "1", "http://", "1,",    "1.",   "#",  "://", "a@", "a@b.",  "/", "\\",
          "1-", "1:",     "May 1 ", "(", "x.so.",   "C:\\ ", "\xef", "１", "-",   "e5", ".so.1", "٠"}) {
        check_spans(repeat(unit, 40'000));
    }
    check_spans("http://a.example/" + repeat("(", 100'000) + repeat(")", 100'001) + repeat(".", 100'000));
    CHECK(find_entities(repeat("1", 40'000)).size() == 1);
}

TEST_CASE("entities of random texts come in order, within the text, on code points") {
    constexpr std::array<std::string_view, 42> pieces = {
        "a",    "Z",  "é",  "日", "에", "1",  "23", "2021", "３",      "٣",    ".",    ",",    ":",   "/",
        "\\",   "-",  "@",  "#",  "＠", "＃", " ",  "\n",   "http://", "www.", ".org", ".pdf", ".so", "May",
        " de ", "年", "月", "日", "am", "T",  "Z",  "(",    ")",       "'",    "_",    "%",    "+",   "\u00a0"};
    std::mt19937_64 random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t k = random() % 24; k > 0; --k) {
            text += pieces[random() % pieces.size()];
        }
        CAPTURE(text);
        REQUIRE(are_sound(text, find_entities(text)));
    }
}
