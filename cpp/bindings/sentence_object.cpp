#include "sentence_object.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace twicetold::bindings {

namespace {

/// It refers to nothing but a str, so the garbage collector need not know it.
struct SentenceObject {
    PyObject_HEAD PyObject* text;  // its own text, or the one that it was found in
    Py_ssize_t start;
    Py_ssize_t end;
    SentenceKind kind;
    bool whole;  // `text` is its own
};

SentenceObject* cast(PyObject* self) {
    return reinterpret_cast<SentenceObject*>(self);
}

/// A new reference, or null with an error set.
PyObject* text_of(PyObject* self) {
    SentenceObject* sentence = cast(self);
    if (!sentence->whole) {
        PyObject* own = PyUnicode_Substring(sentence->text, sentence->start, sentence->end);
        if (own == nullptr) {
            return nullptr;
        }
        Py_SETREF(sentence->text, own);
        sentence->whole = true;
    }
    return Py_NewRef(sentence->text);
}

PyObject* kind_of(PyObject* self) {
    return PyUnicode_InternFromString(sentence_kind_names[static_cast<std::size_t>(cast(self)->kind)]);
}

/// (text, start, end, kind): what it is compared, hashed and pickled by.
py::tuple values_of(PyObject* self) {
    const auto own = [](PyObject* object) {
        if (object == nullptr) {
            throw py::error_already_set();
        }
        return py::reinterpret_steal<py::object>(object);
    };
    return py::make_tuple(own(text_of(self)), cast(self)->start, cast(self)->end, own(kind_of(self)));
}

/// Python cannot take C++ exceptions: `work` returns a new reference, or null with an error set.
template <class Work>
PyObject* guarded(Work work) {
    try {
        return work();
    } catch (py::error_already_set& error) {
        error.restore();
    } catch (const std::exception& error) {
        PyErr_SetString(PyExc_RuntimeError, error.what());
    }
    return nullptr;
}

PyObject* allocate(PyTypeObject* type, PyObject* text, Span span, SentenceKind kind, bool whole) {
    PyObject* self = type->tp_alloc(type, 0);
    if (self != nullptr) {
        SentenceObject* sentence = cast(self);
        sentence->text = Py_NewRef(text);
        sentence->start = static_cast<Py_ssize_t>(span.begin);
        sentence->end = static_cast<Py_ssize_t>(span.end);
        sentence->kind = kind;
        sentence->whole = whole;
    }
    return self;
}

PyObject* make_new(PyTypeObject* type, PyObject* arguments, PyObject* keywords) {
    static const char* const names[] = {"text", "start", "end", "kind", nullptr};
    PyObject* text = nullptr;
    Py_ssize_t start = 0;
    Py_ssize_t end = 0;
    const char* kind = nullptr;
    if (PyArg_ParseTupleAndKeywords(arguments, keywords, "Unns:Sentence", const_cast<char**>(names), &text, &start,
                                    &end, &kind) == 0) {
        return nullptr;
    }
    if (start < 0 || end < start) {
        return PyErr_Format(PyExc_ValueError, "start and end must be in order and not negative, got %zd and %zd", start,
                            end);
    }
    const auto found = std::ranges::find(sentence_kind_names, std::string_view(kind));
    if (found == sentence_kind_names.end()) {
        return PyErr_Format(PyExc_ValueError,
                            "kind must be one of 'sentence', 'headline', 'list item', 'fragment', got '%s'", kind);
    }
    return allocate(type, text, {static_cast<std::size_t>(start), static_cast<std::size_t>(end)},
                    static_cast<SentenceKind>(found - sentence_kind_names.begin()), true);
}

void deallocate(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    Py_DECREF(cast(self)->text);
    type->tp_free(self);
    Py_DECREF(type);  // each instance holds a reference to a class that was made at run time
}

PyObject* represent(PyObject* self) {
    return guarded([&] {
        return py::str("Sentence(text={!r}, start={!r}, end={!r}, kind={!r})").format(*values_of(self)).release().ptr();
    });
}

Py_hash_t hash_of(PyObject* self) {
    try {
        return py::hash(values_of(self));
    } catch (py::error_already_set& error) {
        error.restore();
        return -1;
    }
}

PyObject* compare(PyObject* self, PyObject* other, int operation) {
    if (Py_TYPE(self) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE)) {
        return Py_NewRef(Py_NotImplemented);
    }
    return guarded([&] { return PyObject_RichCompare(values_of(self).ptr(), values_of(other).ptr(), operation); });
}

PyObject* reduce(PyObject* self, PyObject*) {
    return guarded(
        [&] { return py::make_tuple(py::type::handle_of(py::handle(self)), values_of(self)).release().ptr(); });
}

/// copy.replace of Python 3.13; works by hand before.
PyObject* replace(PyObject* self, PyObject* arguments, PyObject* keywords) {
    return guarded([&]() -> PyObject* {
        if (PyTuple_GET_SIZE(arguments) != 0) {
            return PyErr_Format(PyExc_TypeError, "__replace__ takes keyword arguments only");
        }
        const py::tuple values = values_of(self);
        py::dict changed;
        constexpr std::array names = {"text", "start", "end", "kind"};
        for (std::size_t k = 0; k < names.size(); ++k) {
            changed[names[k]] = values[k];
        }
        if (keywords != nullptr && PyDict_Update(changed.ptr(), keywords) != 0) {
            return nullptr;
        }
        return make_new(Py_TYPE(self), py::tuple().ptr(), changed.ptr());
    });
}

PyObject* start_of(PyObject* self) {
    return PyLong_FromSsize_t(cast(self)->start);
}

PyObject* end_of(PyObject* self) {
    return PyLong_FromSsize_t(cast(self)->end);
}

template <PyObject* (*get)(PyObject*)>
PyObject* getter(PyObject* self, void*) {
    return get(self);
}

template <class Function>
void* slot(Function* function) {
    return reinterpret_cast<void*>(function);
}

template <class Function>
PyCFunction method(Function* function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

constexpr const char* documentation =
    "Sentence(text, start, end, kind)\n--\n\n"
    "A span of a text: ``source[start:end] == text``, in code points.\n\n"
    "``kind`` is \"sentence\", \"headline\", \"list item\" or \"fragment\". The str it was found in stays in memory "
    "until\n``text`` was read. Immutable; equal if all four are.";

}  // namespace

py::type make_sentence_type() {
    static PyGetSetDef attributes[] = {
        {"text", getter<text_of>, nullptr, "what the sentence says", nullptr},
        {"start", getter<start_of>, nullptr, "code point of the source that it starts at", nullptr},
        {"end", getter<end_of>, nullptr, "code point of the source behind it", nullptr},
        {"kind", getter<kind_of>, nullptr, "sentence, headline, list item or fragment", nullptr},
        {},
    };
    static PyMethodDef methods[] = {
        {"__reduce__", reduce, METH_NOARGS, nullptr},
        {"__replace__", method(replace), METH_VARARGS | METH_KEYWORDS, nullptr},
        {},
    };
    static PyType_Slot slots[] = {
        {Py_tp_doc, const_cast<char*>(documentation)},
        {Py_tp_new, slot(make_new)},
        {Py_tp_dealloc, slot(deallocate)},
        {Py_tp_repr, slot(represent)},
        {Py_tp_hash, slot(hash_of)},
        {Py_tp_richcompare, slot(compare)},
        {Py_tp_getset, attributes},
        {Py_tp_methods, methods},
        {},
    };
    static PyType_Spec spec = {"twicetold.Sentence", sizeof(SentenceObject), 0, Py_TPFLAGS_DEFAULT, slots};
    auto type = py::reinterpret_steal<py::object>(PyType_FromSpec(&spec));
    if (!type) {
        throw py::error_already_set();
    }
    type.attr("__match_args__") = py::make_tuple("text", "start", "end", "kind");
    return py::reinterpret_borrow<py::type>(type);
}

namespace {

py::object checked(PyObject* object) {
    if (object == nullptr) {
        throw py::error_already_set();
    }
    return py::reinterpret_steal<py::object>(object);
}

}  // namespace

py::object make_sentence(const py::type& type, const py::object& text, Span span, SentenceKind kind) {
    auto* class_ = reinterpret_cast<PyTypeObject*>(type.ptr());
    return checked(allocate(class_, text.ptr(), span, kind, false));
}

py::object make_whole_sentence(const py::type& type, const py::object& text, Span span, SentenceKind kind) {
    auto* class_ = reinterpret_cast<PyTypeObject*>(type.ptr());
    return checked(allocate(class_, text.ptr(), span, kind, true));
}

}  // namespace twicetold::bindings
