#pragma once

#include "core/failure.hpp"

#include <signalwire/error_context.hpp>

#include <string>

namespace signalwire::core
{

/// Throws what the caller of an operation gets for a failure in which the server had no part.
/// `last_failure` is why the attempt before failed.
[[noreturn]] void throw_failure(
    core::failure const& why, std::string const& last_failure, error_context context);

} // namespace signalwire::core
