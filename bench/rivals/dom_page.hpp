#pragma once

#include "rivals/call_record.hpp"

#include <string_view>

namespace signalwire::bench
{

/// Decodes a page of calls by way of Boost.JSON's DOM, in a monotonic_resource, into plain
/// records. Throws `std::exception` when it is not JSON or a member has the wrong type.
[[nodiscard]] page_record parse_by_dom(std::string_view body);

} // namespace signalwire::bench
