#include <pybind11/stl.h>

#include "bindings.hpp"
#include "summary_options.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold::bindings {

namespace {

Budget budget_of(const std::string& unit, double amount) {
    if (unit == "ratio") {
        return Budget::of_ratio(amount);
    }
    const auto most = static_cast<std::int64_t>(amount);
    return unit == "words"   ? Budget::of_words(most)
           : unit == "chars" ? Budget::of_chars(most)
                             : Budget::of_sentences(most);
}

SummaryMethod method_of(const std::string& name) {
    if (name != "auto" && name != "lead") {
        throw std::invalid_argument("method must be 'auto' or 'lead', got '" + name + "'");
    }
    return name == "lead" ? SummaryMethod::lead : SummaryMethod::automatic;
}

}  // namespace

void bind_summary_options(py::module_& m) {
    py::class_<SummaryOptions>(m, "SummaryOptions")
        .def(py::init([](const std::string& unit, double amount, const std::string& method, std::optional<double> lead,
                         const std::string& language) {
                 SummaryOptions options;
                 options.budget = budget_of(unit, amount);
                 options.method = method_of(method);
                 options.lead = lead;
                 options.language = language;
                 return options;
             }),
             py::arg("unit"), py::arg("amount"), py::arg("method"), py::arg("lead"), py::arg("language"));
}

}  // namespace twicetold::bindings
