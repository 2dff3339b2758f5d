#pragma once

#include "net/failure.hpp"

#include <signalwire/error_context.hpp>

#include <string>

namespace signalwire::client
{

/// Throws what the caller of an operation gets for a failure in which the server had no part.
/// `last_failure` is why the attempt before failed.
[[noreturn]] void throw_failure(
    net::failure const& why, std::string const& last_failure, error_context context);

} // namespace signalwire::client
