#pragma once

#include <signalwire/client_config.hpp>

namespace signalwire::client
{

/// Throws: `std::invalid_argument` for the first invalid member, which it names. Reads no file and
/// sends nothing.
void validate(client_config const& config);

} // namespace signalwire::client
