#include "twicetold/stories/support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "stories_reference.hpp"
#include "twicetold/stories/negation.hpp"
#include "twicetold/summary/stopword_files.hpp"

using namespace twicetold;

namespace {

/// Texts with their terms; a language for all of them keeps short texts comparable.
struct Texts {
    explicit Texts(std::vector<std::string> own, std::string_view language = "en") : strings(std::move(own)) {
        for (const std::string& text : strings) {
            terms.push_back(text_terms(text, language));
        }
        for (const TextTerms& text : terms) {
            pointers.push_back(&text);
        }
    }

    [[nodiscard]] std::vector<Support> of(std::size_t document, std::size_t index) const {
        const SentenceAt at{document, index};
        return find_support(pointers, std::span(&at, 1)).front();
    }

    std::vector<std::string> strings;
    std::vector<TextTerms> terms;
    std::vector<const TextTerms*> pointers;
};

std::vector<std::uint32_t> documents(const std::vector<Support>& support) {
    std::vector<std::uint32_t> found;
    for (const Support& own : support) {
        found.push_back(own.document);
    }
    return found;
}

using Documents = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a sentence's own text supports it") {
    const Texts alone({"The ferry ran aground. Nobody was hurt."});
    const auto support = alone.of(0, 1);
    REQUIRE(support.size() == 1);
    CHECK(support[0].document == 0);
    CHECK(support[0].span == Span{23, 39});
    CHECK(support[0].kind == SupportKind::copy);
    CHECK_FALSE(support[0].numbers_differ);
}

TEST_CASE("a copy and a rewording are told apart, the rest is no support") {
    const Texts texts(
        {"The ferry Marigold ran aground in thick fog off Tidewell harbour on Monday.",
         "It was late. The ferry Marigold ran aground in thick fog off Tidewell harbour early on Monday.",
         "In thick fog the Marigold, a small ferry, ran aground off the coast near the Tidewell lighthouse.",
         "The bakery recalled its bread."});
    const auto support = texts.of(0, 0);
    CHECK(documents(support) == Documents{0, 1, 2});
    CHECK(support[1].kind == SupportKind::copy);
    CHECK(support[1].span.begin == 13);
    CHECK(support[2].kind == SupportKind::same);
}

TEST_CASE("a negation on one side vetoes, on both sides it does not") {
    const Texts texts({"The mayor will resign over the bridge toll scandal this week.",
                       "The mayor will not resign over the bridge toll scandal this week.",
                       "The mayor won\u2019t resign over the bridge toll scandal this week."});
    CHECK(documents(texts.of(0, 0)) == Documents{0});
    CHECK(documents(texts.of(1, 0)) == Documents{1, 2});
}

TEST_CASE("a vetoed sentence does not hide another one of the same text") {
    const Texts texts({"The mayor will resign over the bridge toll scandal.",
                       "The mayor will not resign over the bridge toll scandal, he said at first. "
                       "Later came the news: the mayor will resign over the bridge toll scandal."});
    CHECK(documents(texts.of(0, 0)) == Documents{0, 1});
}

TEST_CASE("other numbers are flagged, not vetoed") {
    const Texts texts({"The storm left 4000 homes without power in Lanternhead.",
                       "The storm left 5200 homes without power in Lanternhead.",
                       "The storm left 4000 homes without power in Lanternhead, officials said."});
    const auto support = texts.of(0, 0);
    CHECK(documents(support) == Documents{0, 1, 2});
    CHECK(support[1].numbers_differ);
    CHECK_FALSE(support[2].numbers_differ);
}

TEST_CASE("a text counts once, with its best sentence") {
    const Texts texts({"The ferry Marigold ran aground in thick fog off Tidewell harbour.",
                       "Thick fog off Tidewell: the ferry Marigold is reported aground near the harbour mouth. "
                       "The ferry Marigold ran aground in thick fog off Tidewell harbour."});
    const auto support = texts.of(0, 0);
    CHECK(documents(support) == Documents{0, 1});
    CHECK(support[1].kind == SupportKind::copy);
    CHECK(support[1].span.begin > 50);
}

TEST_CASE("sentences without terms are supported by equal ones") {
    const Texts texts({"He did. The ferry sank.", "She did not.", "The tram ran. He did!"});
    CHECK(documents(texts.of(0, 0)) == Documents{0, 2});
    CHECK(documents(texts.of(1, 0)) == Documents{1});
}

TEST_CASE("languages without spaces have support too") {
    const Texts texts(
        {"渡轮在大雾中搁浅，六十名乘客获救。", "渡轮在大雾中搁浅，六十名乘客均获救。", "面包店召回面包。"}, "");
    CHECK(documents(texts.of(0, 0)) == Documents{0, 1});
}

TEST_CASE("sentences that do not exist are refused, no sentences give no support") {
    const Texts texts({"One sentence."});
    CHECK_THROWS_AS((void)texts.of(0, 1), std::out_of_range);
    CHECK_THROWS_AS((void)texts.of(1, 0), std::out_of_range);
    CHECK(find_support(texts.pointers, {}).empty());
    CHECK(find_support({}, {}).empty());
}

TEST_CASE("no supporting text is missed, and none is invented") {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        reference::RandomNews random(seed);
        std::vector<std::string> strings;
        for (int k = 0; k < 10; ++k) {
            strings.push_back(random.text(random.below(2)));
        }
        strings.push_back(strings[2] + " " + random.sentence(0));
        const Texts texts(std::move(strings));
        for (std::size_t document = 0; document < texts.terms.size(); ++document) {
            std::vector<std::pair<std::uint32_t, SupportKind>> expected;
            std::vector<std::pair<std::uint32_t, SupportKind>> found;
            for (const Support& own : texts.of(document, 0)) {
                found.emplace_back(own.document, own.kind);
            }
            for (std::uint32_t other = 0; other < texts.terms.size(); ++other) {
                std::vector<SupportKind> kinds;
                for (std::size_t index = 0; index < texts.terms[other].sentences.size(); ++index) {
                    if (const auto kind = reference::supports(texts.pointers, {document, 0}, {other, index})) {
                        kinds.push_back(*kind);
                    }
                }
                if (other == document) {
                    expected.emplace_back(other, SupportKind::copy);
                } else if (!kinds.empty()) {
                    expected.emplace_back(other, *std::min_element(kinds.begin(), kinds.end()));
                }
            }
            CAPTURE(seed);
            CAPTURE(document);
            CHECK(found == expected);
        }
    }
}

TEST_CASE("every language with stop words has negations, in the form in which tokens are compared") {
    for (const EmbeddedFile& file : stopword_files) {
        CAPTURE(file.name);
        const std::string_view words = negation_words(file.name);
        CHECK_FALSE(words.empty());
        CHECK(fold(words) == words);
    }
    CHECK(is_negation("not", "en"));
    CHECK(is_negation("didn't", "en"));
    CHECK(is_negation("kein", "de"));
    CHECK_FALSE(is_negation("no", "pt"));  // "in the"
    CHECK_FALSE(is_negation("note", "en"));
    CHECK(negation_words("tlh").empty());
}
