#pragma once

#include <chrono>

namespace signalwire::net
{

/// The clock of every deadline: it never jumps.
using clock = std::chrono::steady_clock;

} // namespace signalwire::net
