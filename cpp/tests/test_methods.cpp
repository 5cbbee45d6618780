#include "twicetold/summary/methods.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "methods_reference.hpp"
#include "summary_reference.hpp"
#include "twicetold/summary/furniture.hpp"
#include "twicetold/summary/sentence_graph.hpp"
#include "twicetold/summary/summarize.hpp"
#include "twicetold/summary/truncated_svd.hpp"

using namespace twicetold;
using reference::DenseTexts;
using reference::Draft;

namespace {

struct Prepared {
    explicit Prepared(const std::vector<Draft>& drafts) {
        for (const Draft& draft : drafts) {
            terms.push_back(draft.terms("en"));
        }
        for (const TextTerms& text : terms) {
            pointers.push_back(&text);
        }
        matrix.assign(pointers);
        find_furniture(pointers, false, furniture);
    }

    [[nodiscard]] RankedTexts ranked() const { return {pointers, matrix, furniture}; }
    [[nodiscard]] std::unique_ptr<SentenceValues> values(std::string_view method) const {
        return find_method(method)->values(ranked());
    }
    [[nodiscard]] std::vector<double> scores(std::string_view method) const {
        std::vector<double> all;
        const auto own = values(method);
        for (std::size_t i = 0; i < matrix.sentences(); ++i) {
            all.push_back(own->of(i));
        }
        return all;
    }

    std::vector<TextTerms> terms;
    std::vector<const TextTerms*> pointers;
    TermMatrix matrix;
    std::vector<std::uint8_t> furniture;
};

std::vector<Draft> random_drafts(std::mt19937& random, std::size_t most_sentences) {
    std::vector<Draft> drafts;
    for (std::size_t d = 1 + random() % 3; d > 0; --d) {
        drafts.push_back(reference::random_draft(random, 1 + random() % most_sentences));
    }
    return drafts;
}

void check_near(const std::vector<double>& fast, const std::vector<double>& slow) {
    REQUIRE(fast.size() == slow.size());
    for (std::size_t i = 0; i < fast.size(); ++i) {
        CHECK(std::abs(fast[i] - slow[i]) < 1e-9);
    }
}

}  // namespace

TEST_CASE("methods of fixed scores score as dense loops do") {
    std::mt19937 random(21);
    for (int round = 0; round < 60; ++round) {
        const Prepared prepared(random_drafts(random, 16));
        const RankedTexts ranked = prepared.ranked();
        const DenseTexts dense(ranked);
        check_near(prepared.scores("centroid"), reference::centroid(dense));
        check_near(prepared.scores("lexrank"), reference::lexrank(dense));
        check_near(prepared.scores("textrank"), reference::textrank(dense));
        check_near(prepared.scores("luhn"), reference::luhn(ranked));
        check_near(prepared.scores("pacsum"), reference::pacsum(dense));
        check_near(prepared.scores("lsa"), reference::lsa(dense));
    }
}

TEST_CASE("the values of SumBasic and KLSum are those of their definitions, whatever was chosen") {
    std::mt19937 random(23);
    for (int round = 0; round < 30; ++round) {
        const Prepared prepared(random_drafts(random, 12));
        const DenseTexts dense(prepared.ranked());
        const auto basic = prepared.values("sumbasic");
        const auto kl = prepared.values("kl");
        std::vector<std::size_t> chosen;
        std::vector<double> before(dense.n(), std::numeric_limits<double>::infinity());
        for (int step = 0; step < 4; ++step) {
            // What KLSum adds is the same for all: differences of values are differences of divergences.
            const double base = kl->of(0) + reference::divergence(dense, chosen, 0);
            for (std::size_t i = 0; i < dense.n(); ++i) {
                CHECK(std::abs(basic->of(i) - reference::sumbasic(dense, chosen, i)) < 1e-12);
                CHECK(std::abs(kl->of(i) + reference::divergence(dense, chosen, i) - base) < 1e-9);
                CHECK(kl->of(i) <= before[i] + 1e-12);
                before[i] = kl->of(i);
            }
            chosen.push_back(random() % dense.n());
            basic->take(chosen.back());
            kl->take(chosen.back());
        }
    }
}

TEST_CASE("lead scores fall in the order of the text") {
    const Prepared prepared(
        {Draft().add("One two three four.").add("A line", SentenceKind::headline).add("Five six seven eight.")});
    CHECK(prepared.scores("lead") == std::vector<double>{1, 1 / 3.0, .5});
}

TEST_CASE("an unknown method is an error that lists the known ones") {
    CHECK(find_method("auto") == nullptr);
    CHECK_THROWS_WITH_AS((void)find_method("best"),
                         "method must be 'auto', 'lead', 'centroid', 'lexrank', 'textrank', 'lsa', 'sumbasic', 'kl', "
                         "'luhn' or 'pacsum', got 'best'",
                         std::invalid_argument);
}

TEST_CASE("every method gives k different sentences where there are k, the empty and the odd text too") {
    std::mt19937 random(24);
    const std::vector<std::string> odd{"",
                                       "word",
                                       "no full stop anywhere in here",
                                       "It is. To be. Or not.",
                                       "***",
                                       "\xFF",
                                       "新闻报道说港口星期一重新开放。维修花了九个月。",
                                       "a a a a. a a a a. a a a a."};
    for (const Method& method : named_methods()) {
        CAPTURE(method.name);
        SummaryOptions options;
        options.method = method.name;
        for (const std::string& text : odd) {
            CHECK(summarize(text, options).sentences.empty() == text.empty());
        }
        for (int round = 0; round < 15; ++round) {
            const Draft draft = reference::random_draft(random, 1 + random() % 30);
            options.budget = Budget::of_sentences(1 + static_cast<std::int64_t>(random() % 9));
            const Summary summary = summarize(draft.text, draft.sentences, options);
            CHECK((summary.sentences.size() == options.budget.most()) == summary.warnings.empty());
            for (const double score : summary.scores) {
                CHECK((std::isfinite(score) && score >= 0));
            }
        }
    }
}

TEST_CASE("Lanczos' method finds what the dense decomposition finds") {
    std::mt19937 random(25);
    Draft draft;
    for (int j = 0; j < 300; ++j) {
        std::string sentence;
        for (int k = 0; k < 8; ++k) {
            const unsigned rare = std::min({random() % 900, random() % 900, random() % 900});
            sentence += "t" + std::to_string(rare) + " ";
        }
        draft.add(sentence + "end.");
    }
    const Prepared many({draft});
    REQUIRE(many.matrix.distinct_terms() > 128);
    const SingularVectors found = truncated_svd(many.matrix);
    const DenseTexts dense(many.ranked());
    for (std::size_t k = 0; k < found.values.size(); ++k) {
        // X·Xᵀ·u = σ²·u
        const std::vector<double> u(found.left.begin() + static_cast<std::ptrdiff_t>(k * 300),
                                    found.left.begin() + static_cast<std::ptrdiff_t>((k + 1) * 300));
        std::vector<double> inner(dense.terms());
        for (std::size_t i = 0; i < dense.n(); ++i) {
            for (std::size_t t = 0; t < inner.size(); ++t) {
                inner[t] += u[i] * dense.x[i][t];
            }
        }
        for (std::size_t i = 0; i < dense.n(); ++i) {
            CHECK(std::abs(reference::dot(dense.x[i], inner) - found.values[k] * found.values[k] * u[i]) <
                  1e-7 * found.values[0] * found.values[0]);
        }
        CHECK(std::abs(reference::dot(u, u) - 1) < 1e-9);
    }
}

TEST_CASE("beyond 1,000 sentences each keeps its 64 heaviest edges") {
    Draft draft;
    for (int j = 0; j < 1100; ++j) {
        // 367 sentences have the first word, all the second (which is too many to count), two the third.
        draft.add("all" + std::to_string(j % 3) + " group o" + std::to_string(1000 + j / 2) + ".");
    }
    const Prepared prepared({draft});
    const SentenceGraph graph =
        product_graph(prepared.matrix, prepared.matrix.x, prepared.matrix.x, SelfEdges::dropped);
    for (std::size_t i = 0; i < 1100; ++i) {
        const auto edges = graph.edges[i];
        CHECK(edges.size() == most_neighbours);
        CHECK(std::ranges::is_sorted(edges));
        CHECK(std::ranges::count(edges, static_cast<std::uint32_t>(i ^ 1)) == 1);
    }
    const std::vector<double> probabilities = random_walk(graph);
    double sum = 0;
    for (const double probability : probabilities) {
        sum += probability;
    }
    CHECK(std::abs(sum - 1) < 1e-9);
}
