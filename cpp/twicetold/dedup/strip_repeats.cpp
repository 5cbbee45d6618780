#include "twicetold/dedup/strip_repeats.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/corpus.hpp"
#include "twicetold/dedup/frequent_keys.hpp"
#include "twicetold/dedup/passage_cuts.hpp"
#include "twicetold/dedup/passage_table.hpp"
#include "twicetold/text/span_offsets.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

/// A passage that may be repeated or has no token, or several in a row that are neither.
struct Stretch {
    Span span;
    PassageEntry* entry = nullptr;
    std::uint32_t tally = 0;  // which, if it has an entry
    bool has_token = true;
};

/// The passages of rows in which some may be repeated.
struct Stretches {
    struct Row {
        std::uint32_t row = 0;
        std::size_t end = 0;  // of its stretches
    };
    std::vector<Stretch> stretches;
    std::vector<Row> rows;

    /// Calls visit(row, stretches) for each row.
    template <class Visit>
    void for_each_row(Visit visit) {
        std::size_t begin = 0;
        for (const Row& own : rows) {
            visit(own.row, std::span(stretches).subspan(begin, own.end - begin));
            begin = own.end;
        }
    }
};

/// What is known of all passages of one form.
struct Tally {
    RepeatedPassage found;
    std::array<std::size_t, 3> begins{};  // of its places, in bytes
    std::uint32_t last_row = none;

    void add(std::uint32_t row, std::size_t begin) {
        ++found.occurrences;
        if (row == last_row) {
            return;
        }
        last_row = row;
        if (const auto k = static_cast<std::size_t>(found.texts); k < begins.size()) {
            found.places[k].row = row;
            begins[k] = begin;
        }
        ++found.texts;
    }
};

struct Worker {
    std::string buffer;
    std::vector<Span> passages;
    std::vector<std::size_t> places;
    std::vector<FatedPassage> fated;
    std::vector<Span> cuts;
    std::deque<PassageEntry> entries;
    PassageForm form;
};

class Stripper {
  public:
    Stripper(const TextSource& texts, const StripOptions& options, const Control& control)
        : texts_(texts),
          options_(options),
          control_(control),
          chunks_(texts.chunks()),
          keys_(chunks_.size()),
          sentences_(chunks_.size()),
          workers_(control.threads),
          result_{{}, std::vector<RowCuts>(texts.size()), std::vector<std::int64_t>(texts.size()), {}} {}

    Stripped run() {
        each_chunk("passages", [this](std::size_t k, Worker& own) { read_keys(k, own); });
        const std::vector<std::uint64_t> frequent = frequent_keys(keys_, options_.min_texts, control_);
        if (!frequent.empty()) {
            PassageTable table(frequent);
            std::vector<Stretches> found(chunks_.size());
            each_chunk("comparing", [&](std::size_t k, Worker& own) { found[k] = compare(k, table, own); });
            keys_ = {};
            sentences_ = {};
            count(found);
            std::vector<std::vector<RowSpan>> cuts(chunks_.size());
            each_chunk("cutting", [&](std::size_t k, Worker& own) { cuts[k] = cut(found[k], own); });
            collect(cuts);
        }
        return std::move(result_);
    }

  private:
    /// Calls work(k, worker) for chunk k.
    template <class Work>
    void each_chunk(std::string_view stage, Work work) {
        parallel_chunks(control_, stage, chunks_, [&](Chunk chunk, std::size_t worker) {
            const auto place = std::ranges::lower_bound(chunks_, chunk.begin, {}, &Chunk::begin);
            work(static_cast<std::size_t>(place - chunks_.begin()), workers_[worker]);
        });
    }

    /// The key of every passage; 0 if it has no token. Sentences are kept, as telling them apart costs most.
    void read_keys(std::size_t k, Worker& own) {
        RowKeys part{chunks_[k].begin, {}, {}};
        std::vector<Span> sentences;
        for (std::size_t row = chunks_[k].begin; row < chunks_[k].end; ++row) {
            const std::string_view text = texts_.text(row, own.buffer);
            result_.lengths[row] = static_cast<std::int64_t>(count_code_points(text));
            split_passages(text, options_.unit, own.passages);
            for (const Span passage : own.passages) {
                const std::string_view form = own.form(text.substr(passage.begin, passage.size()));
                part.keys.push_back(form.empty() ? 0 : std::max<std::uint64_t>(1, options_.key(form)));
            }
            part.ends.push_back(part.keys.size());
            if (options_.unit == PassageUnit::sentence) {
                sentences.insert(sentences.end(), own.passages.begin(), own.passages.end());
            }
        }
        part.keys.shrink_to_fit();
        sentences.shrink_to_fit();
        keys_[k] = std::move(part);
        sentences_[k] = std::move(sentences);
    }

    /// The rows of chunk k that have a frequent key.
    Stretches compare(std::size_t k, PassageTable& table, Worker& own) const {
        Stretches found;
        const RowKeys& part = keys_[k];
        for (std::size_t r = 0; r < part.ends.size(); ++r) {
            const auto keys = part.row(r);
            own.places.clear();
            std::ranges::transform(keys, std::back_inserter(own.places), [&](auto key) { return table.find(key); });
            if (std::ranges::any_of(own.places, [](std::size_t place) { return place != PassageTable::none; })) {
                const std::string_view text = texts_.text(part.first_row + r, own.buffer);
                if (sentences_[k].empty()) {
                    split_passages(text, options_.unit, own.passages);
                } else {
                    const auto begin = sentences_[k].begin() + (keys.data() - part.keys.data());
                    own.passages.assign(begin, begin + static_cast<std::ptrdiff_t>(keys.size()));
                }
                add_stretches(text, keys, table, own, found);
                found.rows.push_back({static_cast<std::uint32_t>(part.first_row + r), found.stretches.size()});
            }
        }
        return found;
    }

    /// Adds what `own.passages` of a row are, where `own.places` says where in the table they belong.
    static void add_stretches(std::string_view text, std::span<const std::uint64_t> keys, PassageTable& table,
                              Worker& own, Stretches& found) {
        const std::size_t first = found.stretches.size();
        const auto stays = [](const Stretch& stretch) { return stretch.entry == nullptr && stretch.has_token; };
        for (std::size_t k = 0; k < keys.size(); ++k) {
            Stretch stretch{own.passages[k], nullptr, 0, keys[k] != 0};
            if (own.places[k] != PassageTable::none) {
                const std::string_view passage = text.substr(stretch.span.begin, stretch.span.size());
                stretch.entry = table.entry(own.places[k], passage, own.form, own.entries);
            }
            if (stays(stretch) && found.stretches.size() > first && stays(found.stretches.back())) {
                found.stretches.back().span.end = stretch.span.end;
            } else {
                found.stretches.push_back(stretch);
            }
        }
    }

    /// Counts texts and occurrences. Tallies come in the order in which their forms are met.
    void count(std::vector<Stretches>& found) {
        for (Stretches& part : found) {
            part.for_each_row([this](std::uint32_t row, std::span<Stretch> stretches) {
                for (Stretch& stretch : stretches) {
                    if (stretch.entry == nullptr) {
                        continue;
                    }
                    if (stretch.entry->number == 0) {
                        tallies_.emplace_back();
                        stretch.entry->number = static_cast<std::uint32_t>(tallies_.size());
                    }
                    stretch.tally = stretch.entry->number - 1;
                    tallies_[stretch.tally].add(row, stretch.span.begin);
                }
            });
        }
    }

    [[nodiscard]] bool is_repeated(const Tally& tally) const {
        return static_cast<std::size_t>(tally.found.texts) >= options_.min_texts;
    }

    [[nodiscard]] Fate fate(std::uint32_t row, const Stretch& stretch) {
        if (stretch.entry == nullptr) {
            return stretch.has_token ? Fate::stays : Fate::follows;
        }
        const Tally& own = tallies_[stretch.tally];
        const bool kept = options_.keep_first && own.found.places[0].row == row;
        return is_repeated(own) && !kept ? Fate::goes : Fate::stays;
    }

    /// Says what is cut from each row, and fills in the places that lie there.
    std::vector<RowSpan> cut(Stretches& found, Worker& own) {
        std::vector<RowSpan> cuts;
        found.for_each_row([&](std::uint32_t row, std::span<const Stretch> stretches) {
            own.fated.clear();
            bool repeated = false;
            for (const Stretch& stretch : stretches) {
                own.fated.push_back({stretch.span, fate(row, stretch)});
                repeated = repeated || (stretch.entry != nullptr && is_repeated(tallies_[stretch.tally]));
                result_.rows[row].passages += own.fated.back().fate == Fate::goes;
            }
            if (!repeated) {
                return;
            }
            const std::string_view text = texts_.text(row, own.buffer);
            note_places(text, row, stretches);
            cut_passages(text, own.fated, own.cuts);
            SpanOffsets offsets(text);
            for (const Span bytes : own.cuts) {
                const Span span = offsets(bytes);
                result_.rows[row].chars += static_cast<std::int64_t>(span.size());
                cuts.push_back({row, static_cast<std::int64_t>(span.begin), static_cast<std::int64_t>(span.end)});
            }
        });
        return cuts;
    }

    /// Turns the bytes of places into code points. Each place lies in one row, so no two threads write the same.
    void note_places(std::string_view text, std::uint32_t row, std::span<const Stretch> stretches) {
        SpanOffsets offsets(text);
        for (const Stretch& stretch : stretches) {
            if (stretch.entry == nullptr) {
                continue;
            }
            Tally& own = tallies_[stretch.tally];
            for (std::size_t k = 0; k < own.begins.size(); ++k) {
                if (RowSpan& place = own.found.places[k]; place.row == row && own.begins[k] == stretch.span.begin) {
                    const Span span = offsets(stretch.span);
                    place.start = static_cast<std::int64_t>(span.begin);
                    place.end = static_cast<std::int64_t>(span.end);
                }
            }
        }
    }

    void collect(std::vector<std::vector<RowSpan>>& cuts) {
        for (const auto& part : cuts) {
            result_.cuts.insert(result_.cuts.end(), part.begin(), part.end());
        }
        for (const Tally& own : tallies_) {
            if (is_repeated(own)) {
                result_.passages.push_back(own.found);
            }
        }
        const auto rank = [](const RepeatedPassage& passage) {
            return std::pair(-passage.texts, -passage.occurrences);
        };
        std::ranges::stable_sort(result_.passages, {}, rank);
    }

    const TextSource& texts_;
    const StripOptions& options_;
    const Control& control_;
    std::vector<Chunk> chunks_;
    std::vector<RowKeys> keys_;                 // of each chunk
    std::vector<std::vector<Span>> sentences_;  // that the keys of each chunk belong to; none of other units
    std::vector<Worker> workers_;
    std::vector<Tally> tallies_;
    Stripped result_;
};

}  // namespace

std::uint64_t passage_key(std::string_view form) {
    return hash_bytes(form.data(), form.size());
}

Stripped strip_repeats(const TextSource& texts, const StripOptions& options, const Control& control) {
    if (options.min_texts < 2) {
        throw std::invalid_argument("min_texts must be at least 2, got " + std::to_string(options.min_texts));
    }
    check_row_count(texts.size());
    return Stripper(texts, options, control).run();
}

}  // namespace twicetold
