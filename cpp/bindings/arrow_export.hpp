#pragma once

// Hands columns over by the Arrow C data interface. Knows no Python: capsules are made where columns are bound.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "arrow_abi.hpp"

namespace twicetold::bindings {

/// A column in Arrow's layout, over buffers that belong to someone else.
struct ArrowColumn {
    std::string format;
    std::string name;
    std::int64_t length = 0;
    std::int64_t missing = 0;
    std::vector<const void*> buffers;  // the first says which rows are valid; null if all are
    std::vector<ArrowColumn> children;
    std::vector<ArrowColumn> dictionary;  // at most one: the values that this column's numbers stand for
};

/// Fills `out`, which holds no live structure. An array and a stream share ownership of `column`: whoever made it keeps
/// the buffers alive as long (an aliasing shared_ptr). A schema holds copies. Each may be made any number of times, and
/// children may outlive their parent, as the interface asks. The stream gives the column as its one chunk.
void export_schema(const ArrowColumn& column, ArrowSchema* out);
void export_array(const std::shared_ptr<const ArrowColumn>& column, ArrowArray* out);
void export_stream(std::shared_ptr<const ArrowColumn> column, ArrowArrayStream* out);

}  // namespace twicetold::bindings
