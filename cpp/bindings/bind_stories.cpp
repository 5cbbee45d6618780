#include "bindings.hpp"
namespace twicetold::bindings {
void bind_stories(py::module_&) {}
}  // namespace twicetold::bindings
