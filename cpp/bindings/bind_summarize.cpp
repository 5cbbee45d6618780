#include "bindings.hpp"
namespace twicetold::bindings {
void bind_summarize(py::module_&) {}
}  // namespace twicetold::bindings
