#include "twicetold/dedup/sketch_texts.hpp"

#include "twicetold/dedup/corpus.hpp"
#include "twicetold/dedup/sketch.hpp"

namespace twicetold {

std::vector<std::uint32_t> sketch_texts(const TextSource& texts, ShingleSpec spec, std::size_t slots,
                                        const Control& control) {
    check_slots(slots);
    std::vector<std::uint32_t> values(texts.size() * slots);
    for_each_row(texts, spec, control, "sketch", [&](std::size_t row, std::span<const std::uint64_t> shingles) {
        sketch(shingles, std::span(values).subspan(row * slots, slots));
    });
    return values;
}

std::vector<std::uint64_t> band_keys(std::span<const std::uint32_t> sketches, std::size_t slots, Banding banding) {
    std::vector<std::uint64_t> keys;
    keys.reserve(sketches.size() / slots * banding.count);
    for (std::size_t start = 0; start + slots <= sketches.size(); start += slots) {
        for (std::size_t band = 0; band < banding.count; ++band) {
            keys.push_back(band_key(sketches.data() + start, banding, band));
        }
    }
    return keys;
}

}  // namespace twicetold
