#include "twicetold/summary/stopwords.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/summary/apostrophes.hpp"
#include "twicetold/summary/stopword_files.hpp"
#include "twicetold/text/tokens.hpp"

using namespace twicetold;

namespace {

StopLists lists_with(const Stopwords& stopwords, std::string token) {
    const std::size_t size = token.size();
    token.append(16, '\0');  // hash_token reads behind the end
    return stopwords.sets()[stopwords.set_with(hash_token(token.data(), size))];
}

constexpr std::array files{
    EmbeddedFile{"aa", "# the first\nthe of\r\n  and\n\n#und\nDON'T \u00c9T\u00c9"},
    EmbeddedFile{"bb", "und\tof two-tokens\ndon\u2019t"},
};

constexpr StopLists aa = 1;
constexpr StopLists bb = 2;

}  // namespace

TEST_CASE("a list is words between blanks; lines that start with # are comments") {
    const Stopwords stopwords(files);
    CHECK(stopwords.size() == 2);
    CHECK(stopwords.language(1) == "bb");
    CHECK(lists_with(stopwords, "the") == aa);
    CHECK(lists_with(stopwords, "of") == (aa | bb));
    CHECK(lists_with(stopwords, "und") == bb);
    CHECK(lists_with(stopwords, "first") == 0);
    CHECK(lists_with(stopwords, "two") == 0);
}

TEST_CASE("listed words are folded, and apostrophes of both kinds are one") {
    const Stopwords stopwords(files);
    CHECK(lists_with(stopwords, "don't") == (aa | bb));
    CHECK(lists_with(stopwords, "\u00e9t\u00e9") == aa);
}

TEST_CASE("a list is found by its code, and an unknown code is an error that names those known") {
    const Stopwords stopwords(files);
    CHECK(stopwords.find("bb") == 1);
    CHECK_THROWS_WITH_AS((void)stopwords.find("cc"), "language must be one of aa, bb or none, got cc",
                         std::invalid_argument);
}

TEST_CASE("a list applies from a tenth of the tokens on") {
    std::vector<StopLists> tokens(10, 0);
    CHECK(choose_stop_lists(tokens).lists == 0);
    tokens[3] = bb;
    CHECK(choose_stop_lists(tokens).lists == bb);
    CHECK(choose_stop_lists(tokens).best == 1);
    tokens.push_back(0);
    CHECK(choose_stop_lists(tokens).lists == 0);
    tokens.resize(21, 0);
    tokens[4] = bb;
    CHECK(choose_stop_lists(tokens).lists == 0);
    tokens.pop_back();
    CHECK(choose_stop_lists(tokens).lists == bb);
}

TEST_CASE("a list applies only if it covers half as many tokens as the best one") {
    const std::vector<StopLists> half{aa, aa, aa, aa, aa | bb, aa | bb, aa, aa | bb, 0};
    CHECK(choose_stop_lists(half).lists == aa);
    const std::vector<StopLists> enough{aa, aa, aa, aa, aa | bb, aa | bb, aa | bb, aa | bb, 0};
    CHECK(choose_stop_lists(enough).lists == (aa | bb));
    CHECK(choose_stop_lists(enough).best == 0);
}

TEST_CASE("no tokens choose no list") {
    CHECK(choose_stop_lists({}).lists == 0);
}

TEST_CASE("the embedded lists hold no adverbs of degree: they say what reviews are about") {
    for (const char* word : {"very", "sehr", "muy", "tr\u00e8s", "molto", "muito", "\u00e7ok", "sangat"}) {
        CAPTURE(word);
        CHECK(lists_with(Stopwords::embedded(), word) == 0);
    }
    CHECK(lists_with(Stopwords::embedded(), "also") != 0);
}

TEST_CASE("the embedded lists have at least 25 languages, at most 150 words each, and each word is one token") {
    CHECK(Stopwords::embedded().size() >= 25);
    for (const EmbeddedFile& file : stopword_files) {
        CAPTURE(file.name);
        TokenizedText tokenized;
        std::size_t words = 0;
        for (std::size_t begin = 0; begin < file.text.size();) {
            const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
            std::string line(file.text.substr(begin, end - begin));
            begin = end + 1;
            if (line.empty() || line.front() == '#') {
                continue;
            }
            std::size_t words_here = 1;
            for (const char c : line) {
                words_here += c == ' ';
            }
            words += words_here;
            tokenized.assign(line);
            CAPTURE(line);
            CHECK(tokenized.tokens().size() == words_here);
        }
        CHECK(words <= 150);
        CHECK(words >= 40);
    }
}

TEST_CASE("each word of the embedded lists stands in those that name it and in no other, words in few sets") {
    std::map<std::string, StopLists> expected;
    for (std::size_t k = 0; k < stopword_files.size(); ++k) {
        for_each_listed_word(stopword_files[k].text, [&](std::string_view word) {
            std::string buffer;
            const std::string folded = fold(word);
            expected[std::string(with_plain_apostrophes(folded, buffer))] |= StopLists{1} << k;
        });
    }
    const Stopwords& stopwords = Stopwords::embedded();
    for (const auto& entry : expected) {
        CAPTURE(entry.first);
        CHECK(lists_with(stopwords, entry.first) == entry.second);
    }
    CHECK(expected.size() > 1000);
    CHECK(stopwords.sets().front() == 0);
    CHECK(stopwords.sets().size() < expected.size() / 2);
}
