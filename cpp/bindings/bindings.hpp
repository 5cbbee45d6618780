#pragma once

// What every binding file uses: one function a unit that registers it, and how calls reach the core.

#include <pybind11/pybind11.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/parallel.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

void bind_texts(py::module_& m);
void bind_tokens(py::module_& m);
void bind_sentences(py::module_& m);
void bind_text_tables(py::module_& m);
void bind_entities(py::module_& m);
void bind_sketch(py::module_& m);
void bind_groups(py::module_& m);
void bind_duplicates(py::module_& m);
void bind_leaks(py::module_& m);
void bind_evidence(py::module_& m);
void bind_strip_repeats(py::module_& m);
void bind_summarize(py::module_& m);
void bind_stories(py::module_& m);
void bind_support(py::module_& m);
void bind_differences(py::module_& m);
void bind_rouge(py::module_& m);

/// Throws what a signal raised, KeyboardInterrupt for Ctrl-C, if one came.
inline void check_signals() {
    if (PyErr_CheckSignals() != 0) {
        throw py::error_already_set();
    }
}

/// Runs `work` while other Python threads may run. A signal ends it at its next checkpoint.
template <class Work>
auto without_gil(Work&& work) {
    const py::gil_scoped_release release;
    const AskedAtCheckpoints asked([] {
        const py::gil_scoped_acquire acquire;
        check_signals();
    });
    return work();
}

/// How the core reaches Python while it works: for Ctrl-C, and for `progress(stage, done, total)` unless it is None.
/// `progress` must outlive the call.
inline Control control_of(std::ptrdiff_t threads, const py::object& progress) {
    if (threads < 1) {
        throw std::invalid_argument("threads must be at least 1, got " + std::to_string(threads));
    }
    constexpr std::ptrdiff_t most_threads = 256;  // each has scratch space of its own
    return {static_cast<std::size_t>(std::min(threads, most_threads)),
            [&progress](std::string_view stage, std::size_t done, std::size_t total) {
                const py::gil_scoped_acquire acquire;
                check_signals();
                if (!progress.is_none()) {
                    progress(stage, done, total);
                }
            }};
}

}  // namespace twicetold::bindings
