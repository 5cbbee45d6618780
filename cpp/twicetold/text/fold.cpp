#include "twicetold/text/fold.hpp"

#include <algorithm>
#include <bit>

#include "twicetold/text/ascii.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

using unicode::Flag;
using unicode::Record;
using unicode::record_of;

constexpr char32_t hangul_base = 0xAC00;
constexpr char32_t hangul_syllables = 11172;
constexpr char32_t leading_base = 0x1100;
constexpr char32_t vowel_base = 0x1161;
constexpr char32_t trailing_base = 0x11A7;

/// The composition of two code points, or 0 (The Unicode Standard 15.0, D114 and section 3.12).
char32_t compose(char32_t first, char32_t second) {
    if (first - leading_base < 19 && second - vowel_base < 21) {
        return hangul_base + ((first - leading_base) * 21 + second - vowel_base) * 28;
    }
    if (first - hangul_base < hangul_syllables && (first - hangul_base) % 28 == 0 && second > trailing_base &&
        second < trailing_base + 28) {
        return first + second - trailing_base;
    }
    const std::uint64_t pair = std::uint64_t{first} << 32 | second;
    const auto found = std::ranges::lower_bound(unicode::compositions, pair, {}, &unicode::Composition::pair);
    return found != unicode::compositions.end() && found->pair == pair ? found->composed : 0;
}

std::uint32_t combining_class(char32_t code_point) {
    return record_of(code_point).combining_class();
}

/// Canonical ordering: marks between starters, stably by combining class.
void sort_marks(std::vector<char32_t>& cluster) {
    for (auto at = cluster.begin(); at != cluster.end();) {
        if (combining_class(*at) == 0) {
            ++at;
            continue;
        }
        const auto end = std::find_if(at, cluster.end(), [](char32_t c) { return combining_class(c) == 0; });
        std::stable_sort(at, end, [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
        at = end;
    }
}

/// Canonical composition, in place.
void compose_all(std::vector<char32_t>& cluster) {
    constexpr std::size_t none = ~std::size_t{0};
    std::size_t starter = none;
    std::size_t size = 0;
    std::uint32_t last_class = 0;
    for (const char32_t c : cluster) {
        const std::uint32_t own_class = combining_class(c);
        const bool blocked = starter == none || (size > starter + 1 && last_class >= own_class);
        const char32_t composed = blocked ? 0 : compose(cluster[starter], c);
        if (composed != 0) {
            cluster[starter] = composed;
            continue;
        }
        if (own_class == 0) {
            starter = size;
        }
        last_class = own_class;
        cluster[size++] = c;
    }
    cluster.resize(size);
}

void append_folded(std::vector<char32_t>& cluster, char32_t code_point, const Record& record) {
    if (record.is(Flag::ignorable)) {
        return;
    }
    if (record.folded == 0) {
        cluster.push_back(code_point + static_cast<char32_t>(record.delta));
        return;
    }
    const auto sequence = unicode::sequences.subspan(record.folded + 1, unicode::sequences[record.folded]);
    cluster.insert(cluster.end(), sequence.begin(), sequence.end());
}

bool continues_cluster(std::string_view text, std::size_t at) {
    return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
           !record_of(decode_utf8(text, at).code_point).is(Flag::boundary);
}

}  // namespace

void FoldedText::reserve(std::size_t more) {
    const std::size_t needed = size_ + more + padding;
    if (needed > bytes_.size()) {
        bytes_.resize(std::max(needed, bytes_.size() * 2));
        token_bits_.resize(bytes_.size() / 64 + 2);
        start_bits_.resize(bytes_.size() / 64 + 2);
    }
}

void FoldedText::assign(std::string_view text, Source source) {
    const auto clear = [this](std::vector<std::uint64_t>& bits) {
        std::fill_n(bits.begin(), std::min(bits.size(), size_ / 64 + 2), 0);
    };
    clear(token_bits_);
    if (has_starts_) {
        clear(start_bits_);
    }
    size_ = 0;
    regions_.clear();
    source_size_ = text.size();
    mapped_ = source == Source::mapped;
    has_starts_ = false;
    token_must_start_ = false;
    reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        at = static_cast<unsigned char>(text[at]) < 0x80 ? fold_ascii(text, at) : fold_cluster(text, at);
    }
}

Span FoldedText::source(std::size_t begin, std::size_t end) const {
    const auto region_of = [this](std::size_t folded) {
        return std::prev(std::ranges::upper_bound(regions_, folded, {}, &Region::folded));
    };
    const auto first = region_of(begin);
    const auto last = region_of(end - 1);
    const std::size_t next = std::next(last) == regions_.end() ? source_size_ : std::next(last)->source;
    return {first->one_to_one ? first->source + (begin - first->folded) : first->source,
            last->one_to_one ? std::min(next, last->source + (end - last->folded)) : next};
}

void FoldedText::mark_region(std::size_t source, bool one_to_one) {
    if (!mapped_) {
        return;
    }
    if (!regions_.empty() && one_to_one && regions_.back().one_to_one &&
        source - regions_.back().source == size_ - regions_.back().folded) {
        return;
    }
    if (!regions_.empty() && regions_.back().folded == size_) {
        regions_.pop_back();  // what stood there folded to nothing
    }
    regions_.push_back({size_, source, one_to_one});
}

/// Sets `count` token bits from byte `at` on; count <= 64, and bits above it are 0.
void FoldedText::set_token_bits(std::size_t at, std::uint64_t bits, std::size_t count) {
    token_bits_[at / 64] |= bits << (at % 64);
    if (at % 64 + count > 64) {
        token_bits_[at / 64 + 1] |= bits >> (64 - at % 64);
    }
}

std::size_t FoldedText::fold_ascii(std::string_view text, std::size_t at) {
    mark_region(at, true);
    if (token_must_start_) {
        start_bits_[size_ / 64] |= std::uint64_t{1} << (size_ % 64);
        has_starts_ = true;
        token_must_start_ = false;
    }
    reserve(text.size() - at);
    for (;;) {
        const AsciiBlock block = fold_ascii_block(text.substr(at), bytes_.data() + size_);
        set_token_bits(size_, block.token_bits, block.size);
        size_ += block.size;
        at += block.size;
        if (block.size < ascii_block_size) {
            break;
        }
    }
    if (continues_cluster(text, at)) {
        step_back();
        return fold_cluster_slowly(text, at - 1);
    }
    return at;
}

/// Takes back the last ASCII byte: what follows it composes with it.
void FoldedText::step_back() {
    --size_;
    token_bits_[size_ / 64] &= ~(std::uint64_t{1} << (size_ % 64));
}

/// One code point that folds to one, and marks behind it that fold to themselves and are in order: nearly every
/// cluster there is.
std::size_t FoldedText::fold_cluster(std::string_view text, std::size_t at) {
    const Decoded base = decode_utf8(text, at);
    const Record& record = record_of(base.code_point);
    if (!record.is(Flag::direct) || !record.is(Flag::boundary)) {
        return fold_cluster_slowly(text, at);
    }
    std::size_t end = at + base.size;
    std::uint32_t last_class = 0;
    while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80) {
        const Decoded next = decode_utf8(text, end);
        const Record& mark = record_of(next.code_point);
        if (mark.is(Flag::boundary)) {
            break;
        }
        if (!mark.is(Flag::plain) || mark.combining_class() < last_class) {
            return fold_cluster_slowly(text, at);
        }
        last_class = mark.combining_class();
        end += next.size;
    }
    const char32_t folded = base.code_point + static_cast<char32_t>(record.delta);
    char bytes[4];
    mark_region(at, encode_utf8(folded, bytes) == base.size);
    put(folded);
    for (std::size_t k = at + base.size; k < end;) {
        const Decoded mark = decode_utf8(text, k);
        mark_region(k, true);
        put(mark.code_point);
        k += mark.size;
    }
    return end;
}

std::size_t FoldedText::fold_cluster_slowly(std::string_view text, std::size_t at) {
    cluster_.clear();
    std::size_t end = at;
    do {
        const Decoded decoded = decode_utf8(text, end);
        append_folded(cluster_, decoded.code_point, record_of(decoded.code_point));
        end += decoded.size;
    } while (continues_cluster(text, end));
    sort_marks(cluster_);
    compose_all(cluster_);
    mark_region(at, false);
    for (const char32_t c : cluster_) {
        put(c);
    }
    return end;
}

void FoldedText::put(char32_t folded) {
    reserve(4);
    const Record& record = record_of(folded);
    const std::size_t size = encode_utf8(folded, bytes_.data() + size_);
    const bool mark = record.is(Flag::mark);
    // A mark that has no letter to stand on ("´" folds to a blank and a mark) is no token, nor part of the next.
    const bool in_token = mark ? size_ > 0 && (token_bits_[(size_ - 1) / 64] >> ((size_ - 1) % 64) & 1) != 0
                               : record.is(Flag::letter | Flag::number | Flag::emoji);
    if (in_token) {
        const bool alone = record.is(Flag::emoji | Flag::spaceless) && !mark;
        if (alone || (token_must_start_ && !mark)) {
            start_bits_[size_ / 64] |= std::uint64_t{1} << (size_ % 64);
            has_starts_ = true;
        }
        token_must_start_ = alone || (token_must_start_ && mark);
        set_token_bits(size_, (std::uint64_t{1} << size) - 1, size);
    } else {
        token_must_start_ = false;
    }
    size_ += size;
}

std::string fold(std::string_view text) {
    FoldedText folded;
    folded.assign(text);
    return std::string(folded.bytes());
}

}  // namespace twicetold
