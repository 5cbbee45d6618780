#include "twicetold/stories/content_rank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "twicetold/base/hash.hpp"
#include "twicetold/text/fold.hpp"

namespace twicetold {

namespace {

struct Worker {
    FoldedText folded;
    std::string buffer;
};

[[nodiscard]] bool has_token(const FoldedText& folded) {
    const auto& bits = folded.token_bits();
    // Bits behind the folded bytes are 0, but words behind them may be left from a longer text.
    const std::size_t words = std::min(bits.size(), (folded.bytes().size() + 63) / 64);
    return std::any_of(bits.begin(), bits.begin() + static_cast<std::ptrdiff_t>(words),
                       [](std::uint64_t word) { return word != 0; });
}

/// What tells rows of equal folded texts apart.
struct Particulars {
    std::string title;
    double day;
    std::string language;
    Hash128 text;
    std::uint32_t row;

    [[nodiscard]] auto key() const { return std::tie(title, day, language, text, row); }
};

[[nodiscard]] std::string entry(const TextSource* column, std::uint32_t row, std::string& buffer) {
    return column == nullptr ? std::string() : std::string(column->text(row, buffer));
}

[[nodiscard]] double day_of(const StoryInput& input, std::uint32_t row) {
    const bool known = !input.days.empty() && std::isfinite(input.days[row]);
    return known ? input.days[row] : std::numeric_limits<double>::infinity();
}

/// Sorts rows whose folded texts are equal.
void sort_alike(std::span<std::uint32_t> rows, const StoryInput& input) {
    std::vector<Particulars> alike;
    alike.reserve(rows.size());
    std::string buffer;
    for (const std::uint32_t row : rows) {
        std::string title = entry(input.titles, row, buffer);
        std::string language = entry(input.languages, row, buffer);
        const std::string_view text = input.texts.text(row, buffer);
        alike.push_back(
            {std::move(title), day_of(input, row), std::move(language), hash_bytes_128(text.data(), text.size()), row});
    }
    std::sort(alike.begin(), alike.end(), [](const auto& a, const auto& b) { return a.key() < b.key(); });
    std::transform(alike.begin(), alike.end(), rows.begin(), [](const auto& own) { return own.row; });
}

[[nodiscard]] std::vector<std::uint32_t> rank_by(std::span<const Hash128> hashes, const StoryInput& input) {
    std::vector<std::uint32_t> rows(hashes.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return hashes[a] < hashes[b]; });
    for (auto begin = rows.begin(); begin != rows.end();) {
        const auto end = std::find_if(begin, rows.end(), [&](auto row) { return hashes[row] != hashes[*begin]; });
        if (end - begin > 1) {
            sort_alike({begin, end}, input);
        }
        begin = end;
    }
    std::vector<std::uint32_t> rank(rows.size());
    for (std::uint32_t k = 0; k < rows.size(); ++k) {
        rank[rows[k]] = k;
    }
    return rank;
}

}  // namespace

ContentOrder content_order(const StoryInput& input, const Control& control) {
    check(input);
    std::vector<Hash128> hashes(input.texts.size());
    ContentOrder order;
    order.empty.resize(input.texts.size());
    std::vector<Worker> workers(control.threads);
    parallel_chunks(control, "reading", input.texts.chunks(), [&](Chunk chunk, std::size_t worker) {
        auto& [folded, buffer] = workers[worker];
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            folded.assign(input.texts.text(row, buffer));
            hashes[row] = hash_bytes_128(folded.bytes().data(), folded.bytes().size());
            bool tokens = has_token(folded);
            if (!tokens && input.titles != nullptr) {
                folded.assign(input.titles->text(row, buffer));
                tokens = has_token(folded);
            }
            order.empty[row] = tokens ? 0 : 1;
        }
    });
    order.rank = rank_by(hashes, input);
    return order;
}

std::vector<std::uint32_t> content_rank(const StoryInput& input, const Control& control) {
    return content_order(input, control).rank;
}

}  // namespace twicetold
