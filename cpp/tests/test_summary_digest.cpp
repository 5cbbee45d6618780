// The same summaries in every build: debug and optimised, GCC and Clang, any number of threads.

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/summary/summarize.hpp"

using namespace twicetold;

namespace {

using Texts = std::vector<std::optional<std::string>>;

/// Texts of sentences in four scripts, headlines, lists and repeats. Only what the standard fixes of <random> is used.
Texts corpus() {
    std::mt19937 random(20);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
    const std::vector<std::string> stops{"the", "of", "and", "in", "is", "it", "to", "der", "die", "und"};
    const std::vector<std::string> ideographs{"新", "闻", "报", "道", "港", "口", "开", "放", "修", "花", "月", "年"};
    Texts texts;
    for (std::size_t d = 0; d < 300; ++d) {
        std::string text;
        for (std::size_t j = below(30); j > 0; --j) {
            const bool chinese = d % 7 == 3;
            for (std::size_t k = 1 + below(25); k > 0; --k) {
                const std::size_t rare = below(60) * below(60) / 20;
                text += chinese         ? ideographs[below(ideographs.size())]
                        : below(3) == 0 ? stops[below(stops.size())] + " "
                        : d % 7 == 5    ? "слово" + std::to_string(rare) + " "
                                        : "Word" + std::string(1, static_cast<char>('a' + rare % 26)) + " ";
            }
            text += chinese ? "。" : below(6) == 0 ? "\n\n" : below(9) == 0 ? "\n- " : "end. ";
        }
        texts.emplace_back(text);
    }
    return texts;
}

class Digest {
  public:
    void add(const Summary& summary) {
        for (const SummarySentence& sentence : summary.sentences) {
            add(sentence.document);
            add(sentence.span.begin);
            add(sentence.span.end);
            add(std::bit_cast<std::uint64_t>(sentence.score));
        }
        for (const double score : summary.scores) {
            add(std::bit_cast<std::uint64_t>(score));
        }
        for (const Keyword& keyword : summary.keywords) {
            add(std::bit_cast<std::uint64_t>(keyword.weight));
        }
    }
    void add(std::uint64_t number) { value_ = avalanche(value_ + number + 1); }
    [[nodiscard]] std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 0;
};

std::uint64_t digest_of(const Texts& texts, std::size_t threads) {
    const OwnTexts source(texts);
    Digest digest;
    for (const Budget& budget : {Budget(), Budget::of_sentences(1), Budget::of_ratio(.5), Budget::of_words(60)}) {
        SummaryOptions options;
        options.budget = budget;
        for (const Summary& summary : summarize_each(source, options, {.threads = threads, .poll = {}})) {
            digest.add(summary);
        }
        std::vector<std::string_view> some;
        for (std::size_t d = 0; d < texts.size(); d += 5) {
            some.emplace_back(*texts[d]);
        }
        digest.add(summarize_together(some, options));
    }
    return digest.value();
}

}  // namespace

// Where the C library rounds log2, ln, exp and pow to another float (METHODS.md section 3, bits), this may differ;
// of those in use none is known to. Ranking that changes on purpose changes it.
TEST_CASE("summaries and the bits of their scores are the same in every build and on any number of threads") {
    const Texts texts = corpus();
    constexpr std::uint64_t golden = 4434018512885781432U;
    for (const std::size_t threads : {1U, 2U, 7U}) {
        CHECK(digest_of(texts, threads) == golden);
    }
}
