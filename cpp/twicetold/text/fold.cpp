#include "twicetold/text/fold.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

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

/// In a cluster the canonical combining class stands above the code point.
constexpr int class_shift = 24;

constexpr char32_t code_point_of(char32_t classed) {
    return classed & ((1u << class_shift) - 1);
}

constexpr std::uint32_t class_of(char32_t classed) {
    return classed >> class_shift;
}

char32_t with_class(char32_t code_point) {
    return code_point | record_of(code_point).combining_class() << class_shift;
}

/// Canonical ordering: marks between starters, stably by combining class.
void sort_marks(std::vector<char32_t>& cluster) {
    const auto is_starter = [](char32_t c) { return class_of(c) == 0; };
    const auto by_class = [](char32_t a, char32_t b) { return class_of(a) < class_of(b); };
    for (auto at = cluster.begin(); at != cluster.end();) {
        const auto begin = std::find_if_not(at, cluster.end(), is_starter);
        at = std::find_if(begin, cluster.end(), is_starter);
        if (!std::is_sorted(begin, at, by_class)) {
            std::stable_sort(begin, at, by_class);
        }
    }
}

/// Canonical composition, in place.
void compose_all(std::vector<char32_t>& cluster) {
    constexpr std::size_t none = ~std::size_t{0};
    std::size_t starter = none;
    std::size_t size = 0;
    std::uint32_t last_class = 0;
    for (const char32_t c : cluster) {
        const std::uint32_t own_class = class_of(c);
        const bool blocked = starter == none || (size > starter + 1 && last_class >= own_class);
        const char32_t composed = blocked ? 0 : compose(cluster[starter], code_point_of(c));
        if (composed != 0) {
            cluster[starter] = composed;  // a starter, so its class is 0
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
        cluster.push_back(with_class(code_point + static_cast<char32_t>(record.delta)));
        return;
    }
    const char32_t* sequence = unicode::sequence_pool + record.folded;
    std::transform(sequence + 1, sequence + 1 + *sequence, std::back_inserter(cluster), with_class);
}

/// Bits in `bits` from `at` on, up to the word of `end`, are cleared.
void clear_bits(std::vector<std::uint64_t>& bits, std::size_t at, std::size_t end) {
    bits[at / 64] &= (std::uint64_t{1} << (at % 64)) - 1;
    for (std::size_t word = at / 64 + 1; word <= end / 64; ++word) {
        bits[word] = 0;
    }
}

/// Whether many bytes of ASCII follow; a blank between the words of another script does not.
bool starts_ascii_run(std::string_view text, std::size_t at) {
    constexpr std::size_t run = 8;
    if (text.size() - at < run) {
        return false;
    }
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, run);
    return (eight & 0x8080808080808080u) == 0;
}

/// Writes the code point at `at` plus `delta`, mostly 0: then its bytes are copied. There is room for 4.
std::size_t put_shifted(std::string_view text, std::size_t at, Decoded decoded, std::int32_t delta, char* out) {
    if (delta == 0 && text.size() - at >= 4 && decoded.code_point != replacement_character) {
        std::memcpy(out, text.data() + at, 4);
        return decoded.size;
    }
    return encode_utf8(decoded.code_point + static_cast<char32_t>(delta), out);
}

bool continues_cluster(std::string_view text, std::size_t at) {
    return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
           !record_of(decode_utf8(text, at).code_point).is(Flag::boundary);
}

}  // namespace

/// Makes room for `size` folded bytes.
void FoldedText::reserve(std::size_t size) {
    const std::size_t needed = size + padding;
    if (needed > bytes_.size()) {
        bytes_.resize(std::max(needed, bytes_.size() * 2));
        token_bits_.resize(bytes_.size() / 64 + 2);
        start_bits_.resize(bytes_.size() / 64 + 2);
    }
}

void FoldedText::assign(std::string_view text, Source source) {
    const auto clear = [this](std::vector<std::uint64_t>& bits) {
        std::fill_n(bits.begin(), std::min(bits.size(), position_.size / 64 + 2), 0);
    };
    clear(token_bits_);
    if (has_starts_) {
        clear(start_bits_);
    }
    position_ = {};
    regions_.clear();
    source_size_ = text.size();
    mapped_ = source == Source::mapped;
    has_starts_ = false;
    reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        at = fold_ascii(text, at);
        at = mapped_ ? fold_code_points<true>(text, at) : fold_code_points<false>(text, at);
    }
}

Span FoldedText::source_in_regions(std::size_t begin, std::size_t end) const {
    const auto region_of = [this](std::size_t folded) {
        return std::prev(std::ranges::upper_bound(regions_, folded, {}, &Region::folded));
    };
    const auto first = region_of(begin);
    const bool same = std::next(first) == regions_.end() || end <= std::next(first)->folded;
    const auto last = same ? first : region_of(end - 1);
    const std::size_t next = std::next(last) == regions_.end() ? source_size_ : std::next(last)->source;
    return {first->one_to_one ? first->source + (begin - first->folded) : first->source,
            last->one_to_one ? std::min(next, last->source + (end - last->folded)) : next};
}

void FoldedText::Sources::enter_region(std::size_t begin) {
    const std::vector<Region>& regions = folded_.regions_;
    while (next_ < regions.size() && regions[next_].folded <= begin) {
        ++next_;
    }
    const Region& region = regions[next_ - 1];
    const bool last = next_ == regions.size();
    end_ = last ? folded_.position_.size : regions[next_].folded;
    source_end_ = last ? folded_.source_size_ : regions[next_].source;
    shift_ = region.source - region.folded;
    one_to_one_ = region.one_to_one;
}

/// From byte `folded` on, bytes come from `source` on.
void FoldedText::mark_region(std::size_t folded, std::size_t source, bool one_to_one) {
    if (!regions_.empty() && one_to_one && regions_.back().one_to_one &&
        source - regions_.back().source == folded - regions_.back().folded) {
        return;
    }
    while (!regions_.empty() && regions_.back().folded >= folded) {
        regions_.pop_back();  // what stood there was taken back, or folded to nothing
    }
    regions_.push_back({folded, source, one_to_one});
}

std::size_t FoldedText::fold_ascii(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    Position position = position_;
    const Sink sink = make_room(text.size() - at);
    if (position.must_start) {
        start_bits_[position.size / 64] |= std::uint64_t{1} << (position.size % 64);
        has_starts_ = true;
    }
    for (std::size_t size = ascii_block_size; size == ascii_block_size; at += size) {
        const AsciiBlock block = fold_ascii_block(text.substr(at), sink.bytes + position.size);
        size = block.size;
        sink.token_bits[position.size / 64] |= block.token_bits << (position.size % 64);
        if (position.size % 64 + size > 64) {
            sink.token_bits[position.size / 64 + 1] |= block.token_bits >> (64 - position.size % 64);
        }
        position.size += size;
    }
    if (at == begin) {
        return at;
    }
    if (mapped_) {
        mark_region(position.size - (at - begin), begin, true);
    }
    position.cluster_source = at - 1;
    position.cluster_folded = position.size - 1;
    position.cluster_must_start = position.must_start && at - begin == 1;
    position.last_class = 0;
    position.must_start = false;
    position_ = position;
    return at;
}

/// Up to the end or to a run of ASCII. Nearly every code point folds to one, and marks behind it fold to themselves
/// and are in order: those are written at once. At anything else the cluster is taken back and folded as the standard
/// says.
template <bool mapped>
std::size_t FoldedText::fold_code_points(std::string_view text, std::size_t at) {
    constexpr std::uint32_t simple = Flag::direct | Flag::boundary;
    // Copies of what changes: bytes that are written might alias the object's members.
    Position position = position_;
    for (Sink sink = make_room(text.size() - at); at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80 && starts_ascii_run(text, at)) {
            break;
        }
        const Decoded decoded = decode_utf8(text, at);
        const Record& record = record_of(decoded.code_point);
        const std::uint32_t flags = record.flags_and_class;
        if ((flags & simple) == simple) {
            position.start_cluster(at);
            position.last_class = 0;
        } else if (record.is(Flag::plain) && record.combining_class() >= position.last_class) {
            position.last_class = record.combining_class();
        } else {
            if (!record.is(Flag::ignorable)) {
                position_ = position;
                at = fold_specially(text, at, decoded, record);
                position = position_;
                sink = make_room(text.size() - at);
            } else {
                at += decoded.size;
            }
            continue;
        }
        const std::size_t size = put_shifted(text, at, decoded, record.delta, sink.bytes + position.size);
        if constexpr (mapped) {
            mark_region(position.size, at, size == decoded.size);
        }
        set_bits(sink, position, size, flags);
        position.size += size;
        at += decoded.size;
        if (position.size >= sink.room) {
            position_ = position;
            sink = make_room(text.size() - at);
        }
    }
    position_ = position;
    return at;
}

/// Where to write; there is room for `more` bytes.
FoldedText::Sink FoldedText::make_room(std::size_t more) {
    reserve(position_.size + more);
    return {bytes_.data(), token_bits_.data(), bytes_.size() - padding};
}

/// Notes what the code point of `size` bytes and these flags that was written at the end is in a token.
inline void FoldedText::set_bits(const Sink& sink, Position& position, std::size_t size, std::uint32_t flags) {
    const std::size_t word = position.size / 64;
    const std::size_t bit = position.size % 64;
    const bool mark = (flags & Flag::mark_part) != 0;
    // A mark that has no letter to stand on ("´" folds to a blank and a mark) is no token, nor part of the next.
    const std::size_t before = position.size - 1;
    const bool on_token = mark && position.size > 0 && (sink.token_bits[before / 64] >> (before % 64) & 1) != 0;
    if (!on_token && (flags & Flag::token_part) == 0) {
        position.must_start = false;
        return;
    }
    const std::uint64_t ones = (std::uint64_t{1} << size) - 1;
    sink.token_bits[word] |= ones << bit;
    if (bit + size > 64) {
        sink.token_bits[word + 1] |= ones >> (64 - bit);
    }
    const bool alone = (flags & Flag::token_alone) != 0;
    if (alone || (position.must_start && !mark)) {
        start_bits_[word] |= std::uint64_t{1} << bit;
        has_starts_ = true;
    }
    position.must_start = alone || (position.must_start && mark);
}

/// What does not fold to one code point, or interacts with what stands before; returns where the next one starts.
std::size_t FoldedText::fold_specially(std::string_view text, std::size_t at, Decoded decoded, const Record& record) {
    if (record.is(Flag::boundary)) {
        position_.start_cluster(at);
        if (record.is(Flag::settled)) {
            put_sequence(record.folded, at);
            return at + decoded.size;
        }
    }
    return fold_cluster_slowly(text);
}

void FoldedText::take_back_cluster() {
    clear_bits(token_bits_, position_.cluster_folded, position_.size);
    clear_bits(start_bits_, position_.cluster_folded, position_.size);
    position_.size = position_.cluster_folded;
    position_.must_start = position_.cluster_must_start;
}

/// Folds the cluster anew, and all that may compose with it; returns where the next one starts.
std::size_t FoldedText::fold_cluster_slowly(std::string_view text) {
    take_back_cluster();
    cluster_.clear();
    std::size_t end = position_.cluster_source;
    do {
        const Decoded decoded = decode_utf8(text, end);
        append_folded(cluster_, decoded.code_point, record_of(decoded.code_point));
        end += decoded.size;
    } while (continues_cluster(text, end));
    sort_marks(cluster_);
    compose_all(cluster_);
    if (mapped_) {
        mark_region(position_.size, position_.cluster_source, false);
    }
    const Sink sink = make_room(4 * cluster_.size());
    for (const char32_t c : cluster_) {
        put(sink, code_point_of(c));
    }
    position_.last_class = 0;
    return end;
}

/// What a code point at byte `source` of the text folds to, if that is settled.
void FoldedText::put_sequence(std::uint32_t sequence, std::size_t source) {
    const char32_t* code_points = unicode::sequence_pool + sequence;
    if (mapped_) {
        mark_region(position_.size, source, false);
    }
    const Sink sink = make_room(4 * *code_points);
    for (std::uint32_t k = 1; k <= *code_points; ++k) {
        put(sink, code_points[k]);
    }
    position_.last_class = record_of(code_points[*code_points]).combining_class();
}

void FoldedText::put(const Sink& sink, char32_t folded) {
    const std::size_t size = encode_utf8(folded, sink.bytes + position_.size);
    set_bits(sink, position_, size, record_of(folded).flags_and_class);
    position_.size += size;
}

std::string fold(std::string_view text) {
    FoldedText folded;
    folded.assign(text);
    return std::string(folded.bytes());
}

}  // namespace twicetold
