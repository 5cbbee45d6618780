#include "arrow.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
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

/// How a column's texts lie; nothing if they are none.
std::optional<Layout> layout_of(const ArrowSchema& column) {
    const std::string_view format = (column.dictionary != nullptr ? column.dictionary : &column)->format;
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
    return std::nullopt;
}

constexpr std::string_view table_format = "+s";

/// The place of the only child called `column`; a ValueError says which there are, a TypeError what is no table.
std::int64_t child_of(const ArrowSchema& table, const std::string& column) {
    std::vector<std::int64_t> found;
    std::string names;
    for (std::int64_t k = 0; k < table.n_children; ++k) {
        const char* name = table.children[k]->name == nullptr ? "" : table.children[k]->name;
        names += (k == 0 ? "" : ", ") + std::string(name);
        if (column == name) {
            found.push_back(k);
        }
    }
    if (found.size() > 1) {
        throw py::value_error("data must have one column '" + column + "', got " + std::to_string(found.size()));
    }
    if (found.empty()) {
        throw py::value_error("column must be one of the table's columns (" + names + "), got '" + column + "'");
    }
    return found[0];
}

[[noreturn]] void refuse_type(const ArrowSchema& column, const ArrowSchema* table) {
    if (table == nullptr) {
        throw py::type_error("data must be a column of text, got Arrow type '" + std::string(column.format) + "'");
    }
    std::string names;
    for (std::int64_t k = 0; k < table->n_children; ++k) {
        if (layout_of(*table->children[k])) {
            names += (names.empty() ? "those of text are " : ", ") + std::string(table->children[k]->name);
        }
    }
    throw py::type_error("column must name a column of text, got '" + std::string(column.name) + "' of Arrow type '" +
                         column.format + "' (" + (names.empty() ? "none is" : names) + ")");
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
    /// Where the schema is a table's, the texts are those of its column.
    ArrowTexts(Handle<ArrowSchema> schema, std::vector<Handle<ArrowArray>> chunks, const std::string& column)
        : owned_schema_(std::move(schema)),
          chunks_(std::move(chunks)),
          child_(owned_schema_->format == table_format ? child_of(*owned_schema_, column) : no_child),
          schema_(child_ == no_child ? owned_schema_.get() : owned_schema_->children[child_]) {
        const std::optional<Layout> layout = layout_of(*schema_);
        if (!layout) {
            refuse_type(*schema_, child_ == no_child ? nullptr : owned_schema_.get());
        }
        layout_ = *layout;
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

    [[nodiscard]] const ArrowArray& array_of(std::size_t chunk) const {
        return child_ == no_child ? *chunks_[chunk] : *chunks_[chunk]->children[child_];
    }

    [[nodiscard]] Value find(std::size_t row) const {
        const auto chunk = static_cast<std::size_t>(std::ranges::upper_bound(starts_, row) - starts_.begin()) - 1;
        const ArrowArray& outer = *chunks_[chunk];
        std::int64_t at = outer.offset + static_cast<std::int64_t>(row - starts_[chunk]);
        if (child_ != no_child && is_null(outer, at)) {
            return {};
        }
        const ArrowArray& array = array_of(chunk);
        at += child_ == no_child ? 0 : array.offset;
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
        for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
            const ArrowArray& dictionary = *array_of(chunk).dictionary;
            for (std::int64_t k = 0; k < dictionary.length; ++k) {
                if (find_invalid_utf8(value(dictionary, dictionary.offset + k).text) != std::string_view::npos) {
                    throw py::value_error("data must be valid UTF-8, got an invalid byte in category " +
                                          std::to_string(k));
                }
            }
        }
    }

    static constexpr std::int64_t no_child = -1;

    Handle<ArrowSchema> owned_schema_;
    std::vector<Handle<ArrowArray>> chunks_;
    std::int64_t child_;         // the texts' place in the table, if it is one
    const ArrowSchema* schema_;  // of the texts
    Layout layout_ = Layout::null;
    std::vector<std::size_t> starts_;  // first row of each chunk, then the number of rows
};

void check(int status, ArrowArrayStream& stream) {
    if (status != 0) {
        const char* why = stream.get_last_error(&stream);
        throw py::value_error(std::string("data could not be read as Arrow: ") + (why == nullptr ? "?" : why));
    }
}

template <class T>
T& held(const py::capsule& capsule, std::string_view name) {
    if (std::string_view(capsule.name() == nullptr ? "" : capsule.name()) != name) {
        throw py::type_error("data must be an Arrow capsule called " + std::string(name));
    }
    auto& structure = *static_cast<T*>(capsule.get_pointer());
    if (structure.release == nullptr) {
        throw py::value_error("data must not have been read before, got an Arrow capsule that was");
    }
    return structure;
}

/// Moves a structure out of its capsule, as the Arrow specification has it: the capsule then has nothing to release.
template <class T>
Handle<T> taken(T& structure) {
    Handle<T> own(new T(structure));
    structure.release = nullptr;
    return own;
}

}  // namespace

std::unique_ptr<TextSource> texts_from_arrow(const py::capsule& capsule, const std::string& column) {
    auto& stream = held<ArrowArrayStream>(capsule, "arrow_array_stream");
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
    return std::make_unique<ArrowTexts>(std::move(schema), std::move(chunks), column);
}

std::unique_ptr<TextSource> texts_from_arrow_array(const py::capsule& schema, const py::capsule& array,
                                                   const std::string& column) {
    Handle<ArrowSchema> own_schema = taken(held<ArrowSchema>(schema, "arrow_schema"));
    std::vector<Handle<ArrowArray>> chunks;
    chunks.push_back(taken(held<ArrowArray>(array, "arrow_array")));
    return std::make_unique<ArrowTexts>(std::move(own_schema), std::move(chunks), column);
}

}  // namespace twicetold::bindings
