#include "arrow_export.hpp"

#include <cerrno>
#include <exception>
#include <utility>

namespace twicetold::bindings {

namespace {

constexpr std::int64_t nullable = 2;  // ARROW_FLAG_NULLABLE

template <class Structure>
void release_if_live(Structure& structure) {
    if (structure.release != nullptr) {
        structure.release(&structure);
    }
}

/// The structures below one structure. They are released with it, unless the consumer moved them away.
template <class Structure>
struct Family {
    std::vector<Structure> children;
    std::vector<Structure*> pointers;
    std::vector<Structure> dictionary;

    explicit Family(const ArrowColumn& column)
        : children(column.children.size()), dictionary(column.dictionary.size()) {
        for (Structure& child : children) {
            pointers.push_back(&child);
        }
    }
    Family(const Family&) = delete;
    Family& operator=(const Family&) = delete;
    ~Family() {
        for (Structure& child : children) {
            release_if_live(child);
        }
        for (Structure& values : dictionary) {
            release_if_live(values);
        }
    }

    [[nodiscard]] Structure* dictionary_or_null() { return dictionary.empty() ? nullptr : dictionary.data(); }
};

struct SchemaOwner {
    std::string format;
    std::string name;
    Family<ArrowSchema> family;
};

struct ArrayOwner {
    std::shared_ptr<const ArrowColumn> column;
    std::vector<const void*> buffers;
    Family<ArrowArray> family;
};

struct StreamOwner {
    std::shared_ptr<const ArrowColumn> column;
    bool given = false;
    std::string error;
};

template <class Owner, class Structure>
void release(Structure* structure) {
    delete static_cast<Owner*>(structure->private_data);
    structure->release = nullptr;
}

/// Exceptions must not cross the interface.
template <class Fill>
int guarded(ArrowArrayStream* stream, Fill fill) {
    auto& owner = *static_cast<StreamOwner*>(stream->private_data);
    try {
        fill(owner);
        return 0;
    } catch (const std::exception& error) {
        owner.error = error.what();
        return ENOMEM;
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    return guarded(stream, [out](StreamOwner& owner) { export_schema(*owner.column, out); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    return guarded(stream, [out](StreamOwner& owner) {
        if (owner.given) {
            *out = {};  // released: the end of the stream
        } else {
            export_array(owner.column, out);
            owner.given = true;
        }
    });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const std::string& error = static_cast<StreamOwner*>(stream->private_data)->error;
    return error.empty() ? nullptr : error.c_str();
}

}  // namespace

void export_schema(const ArrowColumn& column, ArrowSchema* out) {
    auto owner = std::unique_ptr<SchemaOwner>(new SchemaOwner{column.format, column.name, Family<ArrowSchema>(column)});
    for (std::size_t k = 0; k < column.children.size(); ++k) {
        export_schema(column.children[k], &owner->family.children[k]);
    }
    if (!column.dictionary.empty()) {
        export_schema(column.dictionary[0], owner->family.dictionary_or_null());
    }
    *out = {owner->format.c_str(),
            owner->name.c_str(),
            nullptr,
            nullable,
            static_cast<std::int64_t>(column.children.size()),
            owner->family.pointers.data(),
            owner->family.dictionary_or_null(),
            &release<SchemaOwner, ArrowSchema>,
            nullptr};
    out->private_data = owner.release();
}

void export_array(const std::shared_ptr<const ArrowColumn>& column, ArrowArray* out) {
    const auto below = [&](const ArrowColumn& own) { return std::shared_ptr<const ArrowColumn>(column, &own); };
    auto owner = std::unique_ptr<ArrayOwner>(new ArrayOwner{column, column->buffers, Family<ArrowArray>(*column)});
    for (std::size_t k = 0; k < column->children.size(); ++k) {
        export_array(below(column->children[k]), &owner->family.children[k]);
    }
    if (!column->dictionary.empty()) {
        export_array(below(column->dictionary[0]), owner->family.dictionary_or_null());
    }
    *out = {column->length,
            column->missing,
            0,
            static_cast<std::int64_t>(owner->buffers.size()),
            static_cast<std::int64_t>(column->children.size()),
            owner->buffers.data(),
            owner->family.pointers.data(),
            owner->family.dictionary_or_null(),
            &release<ArrayOwner, ArrowArray>,
            nullptr};
    out->private_data = owner.release();
}

void export_stream(std::shared_ptr<const ArrowColumn> column, ArrowArrayStream* out) {
    auto owner = std::unique_ptr<StreamOwner>(new StreamOwner{std::move(column), false, {}});
    *out = {&get_schema, &get_next, &get_last_error, &release<StreamOwner, ArrowArrayStream>, owner.release()};
}

}  // namespace twicetold::bindings
