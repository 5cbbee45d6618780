#include "twicetold/stories/content_rank.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
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

void check_sizes(const TextSource& texts, const TextSource* titles) {
    if (texts.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::invalid_argument("data must have at most 4294967295 texts, got " + std::to_string(texts.size()));
    }
    if (titles != nullptr && titles->size() != texts.size()) {
        throw std::invalid_argument("title must have one entry a text (" + std::to_string(texts.size()) + "), got " +
                                    std::to_string(titles->size()));
    }
}

/// Sorts rows whose folded texts are equal by title, then by row.
void sort_by_title(std::span<std::uint32_t> rows, const TextSource* titles) {
    if (titles == nullptr) {
        std::sort(rows.begin(), rows.end());
        return;
    }
    std::vector<std::pair<std::string, std::uint32_t>> named;
    named.reserve(rows.size());
    std::string buffer;
    for (const std::uint32_t row : rows) {
        named.emplace_back(std::string(titles->text(row, buffer)), row);
    }
    std::sort(named.begin(), named.end());
    std::transform(named.begin(), named.end(), rows.begin(), [](const auto& entry) { return entry.second; });
}

[[nodiscard]] std::vector<std::uint32_t> rank_by(std::span<const Hash128> hashes, const TextSource* titles) {
    std::vector<std::uint32_t> rows(hashes.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return hashes[a] < hashes[b]; });
    for (auto begin = rows.begin(); begin != rows.end();) {
        const auto end = std::find_if(begin, rows.end(), [&](auto row) { return hashes[row] != hashes[*begin]; });
        if (end - begin > 1) {
            sort_by_title({begin, end}, titles);
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

ContentOrder content_order(const TextSource& texts, const TextSource* titles, const Control& control) {
    check_sizes(texts, titles);
    std::vector<Hash128> hashes(texts.size());
    ContentOrder order;
    order.empty.resize(texts.size());
    std::vector<Worker> workers(control.threads);
    parallel_chunks(control, "reading", texts.chunks(), [&](Chunk chunk, std::size_t worker) {
        auto& [folded, buffer] = workers[worker];
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            folded.assign(texts.text(row, buffer));
            hashes[row] = hash_bytes_128(folded.bytes().data(), folded.bytes().size());
            bool tokens = has_token(folded);
            if (!tokens && titles != nullptr) {
                folded.assign(titles->text(row, buffer));
                tokens = has_token(folded);
            }
            order.empty[row] = tokens ? 0 : 1;
        }
    });
    order.rank = rank_by(hashes, titles);
    return order;
}

std::vector<std::uint32_t> content_rank(const TextSource& texts, const TextSource* titles, const Control& control) {
    return content_order(texts, titles, control).rank;
}

}  // namespace twicetold
