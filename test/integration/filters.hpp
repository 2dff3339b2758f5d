#pragma once

#include <signalwire/compat/call_filter.hpp>

#include <chrono>

namespace signalwire::test
{

[[nodiscard]] inline compat::call_filter hundreds()
{
    return compat::call_filter().page_size(100);
}

/// The whole account of a sandbox, as a range of time.
[[nodiscard]] inline compat::call_filter year()
{
    return hundreds()
        .start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1))
        .start_time_before(std::chrono::sys_days(std::chrono::year(2026) / 2 / 1));
}

} // namespace signalwire::test
