#pragma once

#include "paging/list_type.hpp"

#include <signalwire/detail/projection.hpp>

namespace signalwire::paging
{

/// Returns the list `full`, of whose items only the members of `wanted` are decoded, and those that
/// paging reads. Lifetime: `full` and `wanted` are constants.
///
/// Throws: `std::invalid_argument`, which names the member, if the items of `full` have no member
/// of this name and type.
[[nodiscard]] list_type_ptr make_projected(list_type const& full, detail::projection const& wanted);

} // namespace signalwire::paging
