#pragma once

#include "core/failure.hpp"

#include <signalwire/error.hpp>
#include <signalwire/error_context.hpp>

#include <string>

namespace signalwire::core
{

/// What the caller of an operation gets for a failure that the server did not report.
/// `last_failure` is why the attempt before failed.
[[nodiscard]] error_ptr make_error(
    failure const& why, std::string const& last_failure, error_context context);

} // namespace signalwire::core
