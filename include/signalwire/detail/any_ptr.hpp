#pragma once

#include <memory>

namespace signalwire::detail
{

/// Owns an object whose type only the one who made it and the one who takes it know.
using any_ptr = std::unique_ptr<void, void (*)(void*) noexcept>;

} // namespace signalwire::detail
