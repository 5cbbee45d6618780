#include "arrow_tables.hpp"

#include <utility>

namespace twicetold::bindings {

namespace {

/// Some readers take no null pointer, not even for nothing.
template <class Values>
const void* buffer(const Values& values) {
    static constexpr std::int64_t nothing[8] = {};
    return values.empty() ? static_cast<const void*>(nothing) : values.data();
}

template <class T>
std::int64_t length(const std::vector<T>& values) {
    return static_cast<std::int64_t>(values.size());
}

ArrowColumn numbers(const char* format, const char* name, const auto& values) {
    return {format, name, length(values), 0, {nullptr, buffer(values)}, {}, {}};
}

ArrowColumn strings(const char* format, const char* name, const auto& texts) {
    return {format, name, length(texts.offsets) - 1, 0, {nullptr, texts.offsets.data(), buffer(texts.bytes)}, {}, {}};
}

const void* validity(const Presence& present) {
    return present.missing == 0 ? nullptr : present.bits.data();
}

ArrowColumn column_of(const FoldTable& table, const KindNames&) {
    ArrowColumn column = strings("U", "", table.texts);
    column.missing = static_cast<std::int64_t>(table.present.missing);
    column.buffers[0] = validity(table.present);
    return column;
}

ArrowColumn column_of(const SpanTable& table, const KindNames& kinds) {
    ArrowColumn spans{"+s", "item", length(table.starts), 0, {nullptr}, {}, {}};
    spans.children = {strings("U", "text", table.texts), numbers("l", "start", table.starts),
                      numbers("l", "end", table.ends)};
    if (!kinds.bytes.empty()) {
        ArrowColumn kind = numbers("c", "kind", table.kinds);
        kind.dictionary.push_back(strings("u", "", kinds));
        spans.children.push_back(std::move(kind));
    }
    ArrowColumn rows{"+L", "", static_cast<std::int64_t>(table.rows()), 0, {}, {}, {}};
    rows.missing = static_cast<std::int64_t>(table.present.missing);
    rows.buffers = {validity(table.present), table.offsets.data()};
    rows.children.push_back(std::move(spans));
    return rows;
}

}  // namespace

void KindNames::push_back(std::string_view name) {
    bytes += name;
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
}

template <class Table>
ArrowTable<Table>::ArrowTable(Table table, KindNames kinds)
    : table_(std::move(table)), kinds_(std::move(kinds)), column_(column_of(table_, kinds_)) {}

template class ArrowTable<SpanTable>;
template class ArrowTable<FoldTable>;

}  // namespace twicetold::bindings
