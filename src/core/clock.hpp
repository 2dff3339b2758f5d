#pragma once

#include <chrono>

namespace signalwire::core
{

/// The clock of every deadline: it never jumps.
using clock = std::chrono::steady_clock;

} // namespace signalwire::core
