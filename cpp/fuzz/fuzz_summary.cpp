// Summaries of any texts, alone and together, within any budget; scores against the dense reference.

#include <algorithm>
#include <set>

#include "fuzz.hpp"
#include "summary_reference.hpp"
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
    if (size < 2) {
        return 0;
    }
    const auto rows = fuzz::rows_of(fuzz::text_of(data + 2, std::min<std::size_t>(size - 2, 4096)));
    std::vector<std::string_view> texts;
    for (const auto& row : rows) {
        texts.push_back(row ? std::string_view(*row) : std::string_view());
    }
    SummaryOptions options;
    options.budget = budget_of(data[0], data[1]);
    options.method = data[0] / 4 % 2 == 0 ? SummaryMethod::automatic : SummaryMethod::lead;
    const Summary summary = summarize_together(texts, options);
    std::size_t sentences = 0;
    std::vector<TextTerms> terms;
    for (const std::string_view text : texts) {
        terms.push_back(text_terms(text));
        sentences += terms.back().sentences.size();
    }
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
    if (options.method == SummaryMethod::automatic && sentences > 0 && sentences < 200) {
        const reference::Reference slow(terms, parameters_of(summary.preset));
        require(slow.scores == summary.scores, "scores are those of the dense reference");
    }
    return 0;
}
