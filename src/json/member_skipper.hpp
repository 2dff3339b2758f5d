#pragma once

#include "json/text_index.hpp"

namespace signalwire::json
{

// `first` must be before `limit`: see usual_value.hpp. JSON is checked.

/// Returns the end of the value at `first`, or null if it is not spelled as servers do.
[[nodiscard]] char const* skip_value(
    char const* first, char const* limit, text_index const& index) noexcept;

/// Returns the end of the member whose name begins at `first`, or null if it is not spelled as
/// servers do.
[[nodiscard]] char const* skip_member(
    char const* first, char const* limit, text_index const& index) noexcept;

} // namespace signalwire::json
