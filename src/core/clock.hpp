#pragma once

#include <chrono>

namespace signalwire::core
{

/// The clock of all deadlines. Monotonic.
using clock = std::chrono::steady_clock;

} // namespace signalwire::core
