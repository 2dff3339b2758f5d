#pragma once

#include <signalwire/cursor.hpp>

#include <exception>

namespace signalwire::detail
{

/// Throws `failure` again, which consuming a stream met, with `position` as its cursor:
/// cancellation becomes an `error` that can carry one, other foreign exceptions stay as they are.
[[noreturn]] void rethrow_at(std::exception_ptr const& failure, cursor const& position);

} // namespace signalwire::detail
