#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"

namespace twicetold {

/// A column of texts, wherever it lies: rows are read in place or through the caller's buffer, from any thread.
class TextSource {
  public:
    virtual ~TextSource() = default;

    [[nodiscard]] virtual std::size_t size() const = 0;
    /// A missing text (None, NaN, null) is never compared; `text` gives "" for it.
    [[nodiscard]] virtual bool missing(std::size_t row) const = 0;
    /// About how many bytes row has: what work is split by.
    [[nodiscard]] virtual std::size_t cost(std::size_t row) const = 0;
    /// The row in UTF-8, valid until `buffer` is used again.
    [[nodiscard]] virtual std::string_view text(std::size_t row, std::string& buffer) const = 0;

    [[nodiscard]] std::vector<Chunk> chunks() const {
        return chunks_by_cost(size(), [this](std::size_t row) { return cost(row); });
    }
};

/// Texts that the core holds itself.
class OwnTexts final : public TextSource {
  public:
    explicit OwnTexts(std::vector<std::optional<std::string>> rows) : rows_(std::move(rows)) {}

    [[nodiscard]] std::size_t size() const override { return rows_.size(); }
    [[nodiscard]] bool missing(std::size_t row) const override { return !rows_[row]; }
    [[nodiscard]] std::size_t cost(std::size_t row) const override { return rows_[row] ? rows_[row]->size() : 0; }
    [[nodiscard]] std::string_view text(std::size_t row, std::string&) const override {
        return rows_[row] ? std::string_view(*rows_[row]) : std::string_view();
    }

  private:
    std::vector<std::optional<std::string>> rows_;
};

}  // namespace twicetold
