#pragma once

#include <signalwire/client_config.hpp>

namespace signalwire::client
{

/// Throws `std::invalid_argument`, which names the member, for the first that cannot work. Reads no
/// file and sends nothing.
void validate(client_config const& config);

} // namespace signalwire::client
