// Run under AddressSanitizer: what is checked is who owns what, and for how long.

#include "arrow_export.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <string>

#include "arrow_tables.hpp"

using namespace twicetold;
using namespace twicetold::bindings;

namespace {

std::shared_ptr<const ArrowColumn> two_rows_and_a_missing_one() {
    KindNames kinds;
    kinds.push_back("sentence");
    kinds.push_back("headline");
    const OwnTexts texts({"It rained. We left.", std::nullopt, "Summer at last\n\nIt rained."});
    const auto table = std::make_shared<ArrowSpans>(sentence_table(texts, {1, {}}), std::move(kinds));
    return {table, &table->column()};
}

std::string text_at(const ArrowArray& strings, std::int64_t k) {
    const auto* offsets = static_cast<const std::int64_t*>(strings.buffers[1]);
    const auto* bytes = static_cast<const char*>(strings.buffers[2]);
    return {bytes + offsets[k], bytes + offsets[k + 1]};
}

}  // namespace

TEST_CASE("a column of spans has the layout that its schema says") {
    auto column = two_rows_and_a_missing_one();
    ArrowSchema schema{};
    ArrowArray array{};
    export_schema(*column, &schema);
    export_array(column, &array);
    column.reset();  // what was exported lives on
    CHECK(std::strcmp(schema.format, "+L") == 0);
    CHECK(schema.n_children == 1);
    const ArrowSchema& item = *schema.children[0];
    CHECK(std::strcmp(item.format, "+s") == 0);
    REQUIRE(item.n_children == 4);
    CHECK(std::strcmp(item.children[0]->name, "text") == 0);
    CHECK(std::strcmp(item.children[3]->format, "c") == 0);
    CHECK(std::strcmp(item.children[3]->dictionary->format, "u") == 0);

    CHECK(array.length == 3);
    CHECK(array.null_count == 1);
    CHECK((static_cast<const std::uint8_t*>(array.buffers[0])[0] & 7) == 0b101);
    const auto* rows = static_cast<const std::int64_t*>(array.buffers[1]);
    CHECK(std::vector<std::int64_t>(rows, rows + 4) == std::vector<std::int64_t>{0, 2, 2, 4});
    const ArrowArray& spans = *array.children[0];
    CHECK(spans.length == 4);
    CHECK(text_at(*spans.children[0], 2) == "Summer at last");
    CHECK(static_cast<const std::int64_t*>(spans.children[1]->buffers[1])[3] == 16);
    CHECK(static_cast<const std::int8_t*>(spans.children[3]->buffers[1])[2] == 1);
    CHECK(spans.children[3]->dictionary->length == 2);
    schema.release(&schema);
    array.release(&array);
    CHECK((schema.release == nullptr));
    CHECK((array.release == nullptr));
}

TEST_CASE("children that a consumer moves away outlive their parent and its siblings") {
    const auto column = two_rows_and_a_missing_one();
    ArrowArray array{};
    ArrowSchema schema{};
    export_array(column, &array);
    export_schema(*column, &schema);
    ArrowArray moved = *array.children[0]->children[0];
    array.children[0]->children[0]->release = nullptr;
    ArrowSchema moved_schema = *schema.children[0];
    schema.children[0]->release = nullptr;
    array.release(&array);
    schema.release(&schema);
    CHECK(text_at(moved, 0) == "It rained.");
    CHECK(std::strcmp(moved_schema.name, "item") == 0);
    moved.release(&moved);
    moved_schema.release(&moved_schema);
}

TEST_CASE("a column can be exported any number of times, and lives as long as the last") {
    auto column = two_rows_and_a_missing_one();
    const std::weak_ptr<const ArrowColumn> alive = column;
    ArrowArray first{};
    ArrowArray second{};
    export_array(column, &first);
    export_array(column, &second);
    CHECK(first.children[0]->children[0]->buffers[2] == second.children[0]->children[0]->buffers[2]);
    column.reset();
    first.release(&first);
    CHECK_FALSE(alive.expired());
    CHECK(text_at(*second.children[0]->children[0], 1) == "We left.");
    second.release(&second);
    CHECK(alive.expired());
}

TEST_CASE("a stream gives its column once and then ends") {
    ArrowArrayStream stream{};
    export_stream(two_rows_and_a_missing_one(), &stream);
    ArrowSchema schema{};
    ArrowArray chunk{};
    ArrowArray end{};
    REQUIRE(stream.get_schema(&stream, &schema) == 0);
    REQUIRE(stream.get_next(&stream, &chunk) == 0);
    REQUIRE(stream.get_next(&stream, &end) == 0);
    CHECK((end.release == nullptr));
    CHECK(stream.get_last_error(&stream) == nullptr);
    stream.release(&stream);
    CHECK(text_at(*chunk.children[0]->children[0], 0) == "It rained.");
    schema.release(&schema);
    chunk.release(&chunk);
}

TEST_CASE("an empty column has buffers that can be read") {
    const auto table = std::make_shared<ArrowFolds>(fold_table(OwnTexts({}), {1, {}}));
    ArrowArray array{};
    export_array({table, &table->column()}, &array);
    CHECK(array.length == 0);
    CHECK(array.buffers[0] == nullptr);
    CHECK(static_cast<const std::int64_t*>(array.buffers[1])[0] == 0);
    CHECK(array.buffers[2] != nullptr);
    array.release(&array);
}
