#pragma once

#include "json/schema.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace signalwire::json
{

/// Appends `value` as `boost::json::serialize` does, except that a double has the shortest form
/// that reads back as the same double and not as an integer.
void write_value(boost::json::value const& value, std::string& out);

/// Appends `object` as JSON on one line: the members of its schema in order, without absent ones,
/// then unknown members of `extra`. A value of `extra` with the name of a member replaces it.
/// Numbers keep their original text.
void write_object(object_schema const& type, void const* object, std::string& out);

template <class Model>
[[nodiscard]] std::string write(Model const& model)
{
    std::string out;
    write_object(schema<Model>::value, &model, out);
    return out;
}

} // namespace signalwire::json
