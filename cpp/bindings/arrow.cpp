#include "arrow.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "arrow_abi.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold::bindings {

namespace {

/// Releases what a producer handed over.
template <class T>
struct Release {
    void operator()(T* structure) const {
        if (structure->release != nullptr) {
            structure->release(structure);
        }
        delete structure;
    }
};
template <class T>
using Handle = std::unique_ptr<T, Release<T>>;

enum class Layout { null, offsets_32, offsets_64, views };

Layout layout_of(const ArrowSchema& schema) {
    const std::string_view format = schema.format;
    if (format == "n") {
        return Layout::null;
    }
    if (format == "u" || format == "z") {
        return Layout::offsets_32;
    }
    if (format == "U" || format == "Z") {
        return Layout::offsets_64;
    }
    if (format == "vu" || format == "vz") {
        return Layout::views;
    }
    throw py::type_error("data must be a column of text, got Arrow type '" + std::string(format) + "'");
}

/// Element `index` of an array of dictionary indices of the format's type.
std::int64_t index_at(char format, const void* values, std::int64_t index) {
    const auto read = [&]<class T>(T) { return static_cast<std::int64_t>(static_cast<const T*>(values)[index]); };
    switch (format) {
        case 'c': return read(std::int8_t{});
        case 'C': return read(std::uint8_t{});
        case 's': return read(std::int16_t{});
        case 'S': return read(std::uint16_t{});
        case 'i': return read(std::int32_t{});
        case 'I': return read(std::uint32_t{});
        default: return read(std::int64_t{});
    }
}

bool is_null(const ArrowArray& array, std::int64_t at) {
    if (array.null_count == 0 || array.n_buffers == 0 || array.buffers[0] == nullptr) {
        return false;
    }
    const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
    return (bits[at / 8] >> (at % 8) & 1) == 0;
}

template <class Offset>
std::string_view slice(const ArrowArray& array, std::int64_t at) {
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
    const auto* bytes = static_cast<const char*>(array.buffers[2]);
    return {bytes + offsets[at], static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
}

std::string_view view_at(const ArrowArray& array, std::int64_t at) {
    constexpr std::int32_t inline_size = 12;
    const char* view = static_cast<const char*>(array.buffers[1]) + 16 * at;
    std::int32_t fields[4];  // length, prefix, buffer, offset
    std::memcpy(fields, view, sizeof fields);
    const char* bytes =
        fields[0] <= inline_size ? view + 4 : static_cast<const char*>(array.buffers[2 + fields[2]]) + fields[3];
    return {bytes, static_cast<std::size_t>(fields[0])};
}

/// `at` counts from the start of the buffers.
std::string_view value_at(const ArrowArray& array, Layout layout, std::int64_t at) {
    switch (layout) {
        case Layout::offsets_32: return slice<std::int32_t>(array, at);
        case Layout::offsets_64: return slice<std::int64_t>(array, at);
        case Layout::views: return view_at(array, at);
        case Layout::null: break;
    }
    return {};
}

class ArrowTexts final : public TextSource {
  public:
    ArrowTexts(Handle<ArrowSchema> schema, std::vector<Handle<ArrowArray>> chunks)
        : schema_(std::move(schema)),
          chunks_(std::move(chunks)),
          layout_(layout_of(schema_->dictionary != nullptr ? *schema_->dictionary : *schema_)) {
        std::size_t rows = 0;
        for (const auto& chunk : chunks_) {
            starts_.push_back(rows);
            rows += static_cast<std::size_t>(chunk->length);
        }
        starts_.push_back(rows);
        check_encoding();
    }

    [[nodiscard]] std::size_t size() const override { return starts_.back(); }
    [[nodiscard]] bool missing(std::size_t row) const override { return !find(row).valid; }
    [[nodiscard]] std::size_t cost(std::size_t row) const override { return find(row).text.size(); }
    [[nodiscard]] std::string_view text(std::size_t row, std::string&) const override { return find(row).text; }

  private:
    struct Value {
        bool valid = false;
        std::string_view text;
    };

    [[nodiscard]] Value find(std::size_t row) const {
        const auto chunk = static_cast<std::size_t>(std::ranges::upper_bound(starts_, row) - starts_.begin()) - 1;
        const ArrowArray& array = *chunks_[chunk];
        const std::int64_t at = array.offset + static_cast<std::int64_t>(row - starts_[chunk]);
        if (schema_->dictionary == nullptr) {
            return value(array, at);
        }
        if (is_null(array, at)) {
            return {};
        }
        const ArrowArray& dictionary = *array.dictionary;
        return value(dictionary, dictionary.offset + index_at(schema_->format[0], array.buffers[1], at));
    }

    [[nodiscard]] Value value(const ArrowArray& array, std::int64_t at) const {
        if (layout_ == Layout::null || is_null(array, at)) {
            return {};
        }
        return {true, value_at(array, layout_, at)};
    }

    void check_encoding() const {
        if (schema_->dictionary != nullptr) {
            check_dictionaries();
            return;
        }
        for (std::size_t row = 0; row < size(); ++row) {
            if (const std::size_t at = find_invalid_utf8(find(row).text); at != std::string_view::npos) {
                throw py::value_error("data must be valid UTF-8, got an invalid byte at " + std::to_string(at) +
                                      " of row " + std::to_string(row));
            }
        }
    }

    /// A dictionary may stand for many rows: each of its texts is looked at once.
    void check_dictionaries() const {
        for (const auto& chunk : chunks_) {
            const ArrowArray& dictionary = *chunk->dictionary;
            for (std::int64_t k = 0; k < dictionary.length; ++k) {
                if (find_invalid_utf8(value(dictionary, dictionary.offset + k).text) != std::string_view::npos) {
                    throw py::value_error("data must be valid UTF-8, got an invalid byte in category " +
                                          std::to_string(k));
                }
            }
        }
    }

    Handle<ArrowSchema> schema_;
    std::vector<Handle<ArrowArray>> chunks_;
    Layout layout_;
    std::vector<std::size_t> starts_;  // first row of each chunk, then the number of rows
};

void check(int status, ArrowArrayStream& stream) {
    if (status != 0) {
        const char* why = stream.get_last_error(&stream);
        throw py::value_error(std::string("data could not be read as Arrow: ") + (why == nullptr ? "?" : why));
    }
}

}  // namespace

std::unique_ptr<TextSource> texts_from_arrow(const py::capsule& capsule) {
    if (std::string_view(capsule.name() == nullptr ? "" : capsule.name()) != "arrow_array_stream") {
        throw py::type_error("data must be an Arrow stream capsule");
    }
    auto& stream = *static_cast<ArrowArrayStream*>(capsule.get_pointer());
    Handle<ArrowSchema> schema(new ArrowSchema{});
    check(stream.get_schema(&stream, schema.get()), stream);
    std::vector<Handle<ArrowArray>> chunks;
    for (;;) {
        Handle<ArrowArray> chunk(new ArrowArray{});
        check(stream.get_next(&stream, chunk.get()), stream);
        if (chunk->release == nullptr) {
            break;  // the end of the stream
        }
        chunks.push_back(std::move(chunk));
    }
    return std::make_unique<ArrowTexts>(std::move(schema), std::move(chunks));
}

}  // namespace twicetold::bindings
