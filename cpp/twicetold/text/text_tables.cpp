#include "twicetold/text/text_tables.hpp"

#include <algorithm>
#include <utility>

#include "twicetold/text/fold.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/span_offsets.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

namespace {

template <class T>
void join(std::vector<T>& all, const std::vector<T>& part) {
    all.insert(all.end(), part.begin(), part.end());
}

/// Makes room in one of the vectors of `all` for what the parts have there.
template <class Table, class Member>
void reserve(Table& all, const std::vector<Table>& parts, Member member) {
    std::size_t size = 1;
    for (const Table& part : parts) {
        size += member(part).size();
    }
    member(all).reserve(size);
}

/// Offsets of a part count from its own start.
void join_offsets(std::vector<std::int64_t>& all, const std::vector<std::int64_t>& part) {
    const std::int64_t base = all.back();
    std::transform(part.begin() + 1, part.end(), std::back_inserter(all), [=](std::int64_t k) { return base + k; });
}

void join(FlatTexts& all, const FlatTexts& part) {
    join_offsets(all.offsets, part.offsets);
    all.bytes += part.bytes;
}

void join(SpanTable& all, const SpanTable& part) {
    join_offsets(all.offsets, part.offsets);
    join(all.texts, part.texts);
    join(all.starts, part.starts);
    join(all.ends, part.ends);
    join(all.kinds, part.kinds);
}

void join(FoldTable& all, const FoldTable& part) {
    join(all.texts, part.texts);
}

template <class Table>
void reserve(Table& all, const std::vector<Table>& parts) {
    reserve(all, parts, [](auto& table) -> auto& { return table.texts.bytes; });
    reserve(all, parts, [](auto& table) -> auto& { return table.texts.offsets; });
    if constexpr (std::is_same_v<Table, SpanTable>) {
        reserve(all, parts, [](auto& table) -> auto& { return table.offsets; });
        reserve(all, parts, [](auto& table) -> auto& { return table.starts; });
        reserve(all, parts, [](auto& table) -> auto& { return table.ends; });
        reserve(all, parts, [](auto& table) -> auto& { return table.kinds; });
    }
}

Presence presence(const TextSource& texts) {
    Presence present{std::vector<std::uint8_t>((texts.size() + 7) / 8), 0};
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (texts.missing(row)) {
            ++present.missing;
        } else {
            present.bits[row / 8] |= static_cast<std::uint8_t>(1u << (row % 8));
        }
    }
    if (present.missing == 0) {
        present.bits.clear();
    }
    return present;
}

/// Calls `add_row(text, table, scratch)` for every row, chunk by chunk into tables of their own, and joins these.
template <class Table, class Scratch, class AddRow>
Table table_of(const TextSource& texts, const Control& control, std::string_view stage, AddRow add_row) {
    const std::vector<Chunk> chunks = texts.chunks();
    std::vector<Table> parts(chunks.size());
    std::vector<Scratch> scratch(control.threads);
    std::vector<std::string> buffers(control.threads);
    parallel_chunks(control, stage, chunks, [&](Chunk chunk, std::size_t worker) {
        const auto place = std::ranges::lower_bound(chunks, chunk.begin, {}, &Chunk::begin) - chunks.begin();
        Table part;
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            add_row(texts.text(row, buffers[worker]), part, scratch[worker]);
        }
        parts[static_cast<std::size_t>(place)] = std::move(part);
    });
    Table all;
    if (parts.size() == 1) {
        all = std::move(parts.front());
    } else {
        reserve(all, parts);
        for (Table& part : parts) {
            join(all, std::exchange(part, {}));
        }
    }
    all.present = presence(texts);
    return all;
}

void add_span(SpanTable& table, std::string_view text, Span code_points) {
    table.texts.push_back(text);
    table.starts.push_back(static_cast<std::int64_t>(code_points.begin));
    table.ends.push_back(static_cast<std::int64_t>(code_points.end));
}

void end_row(SpanTable& table) {
    table.offsets.push_back(static_cast<std::int64_t>(table.starts.size()));
}

struct Nothing {};

}  // namespace

void FlatTexts::push_back(std::string_view text) {
    bytes += text;
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
}

SpanTable sentence_table(const TextSource& texts, const Control& control) {
    return table_of<SpanTable, Nothing>(
        texts, control, "sentences", [](std::string_view text, SpanTable& table, Nothing&) {
            SpanOffsets offsets(text);
            for (const Sentence& sentence : split_sentences(text)) {
                add_span(table, text.substr(sentence.span.begin, sentence.span.size()), offsets(sentence.span));
                table.kinds.push_back(static_cast<std::int8_t>(sentence.kind));
            }
            end_row(table);
        });
}

SpanTable token_table(const TextSource& texts, const Control& control) {
    return table_of<SpanTable, TokenizedText>(texts, control, "tokens",
                                              [](std::string_view text, SpanTable& table, TokenizedText& tokenized) {
                                                  tokenized.assign(text);
                                                  SpanOffsets offsets(text);
                                                  for (const Token& token : tokenized.tokens()) {
                                                      add_span(table, tokenized.folded(token), offsets(token.source));
                                                  }
                                                  end_row(table);
                                              });
}

FoldTable fold_table(const TextSource& texts, const Control& control) {
    return table_of<FoldTable, FoldedText>(texts, control, "fold",
                                           [](std::string_view text, FoldTable& table, FoldedText& folded) {
                                               folded.assign(text);
                                               table.texts.push_back(folded.bytes());
                                           });
}

}  // namespace twicetold
