#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace signalwire::tool
{

/// Decides when to save the position during a listing: every second, earlier after much output, but
/// never more than 5 % of the time.
class save_schedule
{
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::seconds interval{1};
    static constexpr std::uint64_t many_bytes = std::uint64_t{4} * 1024 * 1024;
    static constexpr int share = 20;

    explicit save_schedule(clock::time_point now) noexcept
        : saved_at_(now)
    {
    }

    /// Returns true if the position should be saved. `written` is in bytes since the start of the
    /// run.
    [[nodiscard]] bool is_due(clock::time_point now, std::uint64_t written) const noexcept
    {
        if (written == saved_bytes_ || now - saved_at_ < share * cost_)
            return false;
        return now - saved_at_ >= interval || written - saved_bytes_ >= many_bytes;
    }

    /// Call after an attempt to save the position after `written` bytes.
    void saved(clock::time_point start, clock::time_point end, std::uint64_t written) noexcept
    {
        saved_at_ = end;
        cost_ = std::max(end - start, clock::duration::zero());
        saved_bytes_ = written;
    }

private:
    clock::time_point saved_at_;
    clock::duration cost_{0};
    std::uint64_t saved_bytes_ = 0;
};

} // namespace signalwire::tool
