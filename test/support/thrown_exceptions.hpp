#pragma once

#include <cstddef>

namespace signalwire::test
{

/// Returns how many times this thread has thrown or rethrown an exception.
[[nodiscard]] std::size_t thrown_exceptions() noexcept;

} // namespace signalwire::test
