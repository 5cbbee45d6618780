// Summaries of any texts by any method, alone and together, within any budget, with a query, vectors and MMR; scores
// against the dense reference.

#include <algorithm>
#include <set>

#include "fuzz.hpp"
#include "summary_reference.hpp"
#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/summarize.hpp"
#include "twicetold/text/utf8.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

Budget budget_of(std::uint8_t unit, std::uint8_t amount) {
    switch (unit % 4) {
        case 0: return Budget::of_sentences(1 + amount % 9);
        case 1: return Budget::of_words(1 + amount);
        case 2: return Budget::of_chars(1 + amount);
        default: return Budget::of_ratio((1 + amount) / 256.0);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t head = 4;
    if (size < head) {
        return 0;
    }
    const auto rows = fuzz::rows_of(fuzz::text_of(data + head, std::min<std::size_t>(size - head, 4096)));
    std::vector<std::string_view> texts;
    for (const auto& row : rows) {
        texts.push_back(row ? std::string_view(*row) : std::string_view());
    }
    SummaryOptions options;
    options.budget = budget_of(data[0], data[1]);
    const std::size_t method = data[2] % (named_methods().size() + 1);
    options.method = method == 0 ? "auto" : named_methods()[method - 1].name;
    const bool plain = data[3] < 128;
    if (!plain) {
        options.query = rows.back().value_or("");
        options.weight = (data[3] % 16) / 15.0;
        options.mmr = data[3] % 3 == 0 ? std::nullopt : std::optional((data[3] % 5) / 4.0);
    }
    const std::vector<std::string_view> own{texts.front().substr(0, 8)};
    const WordSet stop_words(own);
    std::size_t sentences = 0;
    std::vector<TextTerms> terms;
    for (const std::string_view text : texts) {
        terms.push_back(text_terms(text, plain ? TermOptions() : TermOptions("", &stop_words)));
        sentences += terms.back().sentences.size();
    }
    std::vector<const TextTerms*> pointers;
    for (const TextTerms& text : terms) {
        pointers.push_back(&text);
    }
    std::vector<double> vectors;
    for (std::size_t k = 0; !plain && data[3] % 2 == 0 && k < 3 * sentences; ++k) {
        vectors.push_back(static_cast<double>(data[k % size]) - 100);
    }
    SummaryScratch scratch;
    const Summary summary = summarize_terms(
        pointers, options, scratch, {.says_same = {}, .vectors = {vectors, vectors.empty() ? 0u : 3u}, .query = {}});
    require(summary.scores.size() == sentences, "every sentence has a score");
    require(summary.sentences.empty() == (sentences == 0), "a text with sentences has a summary");
    std::pair<std::size_t, std::size_t> last{0, 0};
    for (const SummarySentence& chosen : summary.sentences) {
        const std::pair place(chosen.document, chosen.index);
        require(&chosen == &summary.sentences.front() || place > last, "sentences come in document order, each once");
        last = place;
        require(terms[chosen.document].sentences[chosen.index].span == chosen.span, "a span is that of its sentence");
    }
    std::erase_if(terms, [](const TextTerms& own) { return own.sentences.empty(); });
    if (options.method == "auto" && plain && sentences > 0 && sentences < 200) {
        const reference::Reference slow(terms, parameters_of(summary.preset));
        require(slow.scores == summary.scores, "scores are those of the dense reference");
    }
    return 0;
}
