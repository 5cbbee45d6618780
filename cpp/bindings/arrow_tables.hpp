#pragma once

// Tables of the core in Arrow's layout. Knows no Python.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arrow_export.hpp"
#include "twicetold/text/text_tables.hpp"

namespace twicetold::bindings {

/// The names of kinds, which a column of kinds has as its dictionary; none for tokens.
struct KindNames {
    std::vector<std::int32_t> offsets = {0};
    std::string bytes;

    void push_back(std::string_view name);
};

/// A table, its column in Arrow's layout, and nothing of Python's: exported arrays may be released on any thread.
template <class Table>
class ArrowTable {
  public:
    explicit ArrowTable(Table table, KindNames kinds = {});
    ArrowTable(const ArrowTable&) = delete;
    ArrowTable& operator=(const ArrowTable&) = delete;

    [[nodiscard]] const Table& table() const { return table_; }
    [[nodiscard]] const KindNames& kinds() const { return kinds_; }
    [[nodiscard]] const ArrowColumn& column() const { return column_; }

  private:
    Table table_;
    KindNames kinds_;
    ArrowColumn column_;
};

/// large_list<struct<text: large_utf8, start: int64, end: int64>>, for sentences with kind: dictionary<int8, utf8>.
using ArrowSpans = ArrowTable<SpanTable>;
/// large_utf8.
using ArrowFolds = ArrowTable<FoldTable>;

}  // namespace twicetold::bindings
