#pragma once

#include "json/description.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace signalwire::json
{

/// Appends `value` as `boost::json::serialize` does, but for doubles: in the shortest form that
/// reads back as the same double, and not as an integer.
void write_value(boost::json::value const& value, std::string& out);

/// Appends the described `object` as JSON on one line: described members in their order, but for
/// those the response left out, then the unknown members of `extra`. What `extra` has for a
/// described member stands in that member's place. Numbers are spelled as they came.
void write_object(object_type const& type, void const* object, std::string& out);

template <class Model>
[[nodiscard]] std::string write(Model const& model)
{
    std::string out;
    write_object(description<Model>::type, &model, out);
    return out;
}

} // namespace signalwire::json
