#pragma once

#include "json/description.hpp"

#include <string>

namespace signalwire::json
{

/// Appends the described `object` as JSON on one line: described members in their order, but for
/// those the response left out, then the members of `extra`.
void write_object(object_type const& type, void const* object, std::string& out);

template <class Model>
[[nodiscard]] std::string write(Model const& model)
{
    std::string out;
    write_object(description<Model>::type, &model, out);
    return out;
}

} // namespace signalwire::json
