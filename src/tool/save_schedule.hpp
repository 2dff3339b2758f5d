#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace signalwire::tool
{

/// When to save the position while the listing goes on: about every second, sooner when much has
/// been written, but never so often that saving takes more than a twentieth of the time.
class save_pace
{
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::seconds interval{1};
    static constexpr std::uint64_t many_bytes = std::uint64_t{4} * 1024 * 1024;
    static constexpr int share = 20;

    explicit save_pace(clock::time_point now) noexcept
        : saved_at_(now)
    {
    }

    /// `written`: bytes since the beginning of the run.
    [[nodiscard]] bool is_due(clock::time_point now, std::uint64_t written) const noexcept
    {
        if (written == saved_bytes_ || now - saved_at_ < share * cost_)
            return false;
        return now - saved_at_ >= interval || written - saved_bytes_ >= many_bytes;
    }

    /// The position behind `written` bytes has been saved, or could not be.
    void saved(clock::time_point begin, clock::time_point end, std::uint64_t written) noexcept
    {
        saved_at_ = end;
        cost_ = std::max(end - begin, clock::duration::zero());
        saved_bytes_ = written;
    }

private:
    clock::time_point saved_at_;
    clock::duration cost_{0};
    std::uint64_t saved_bytes_ = 0;
};

} // namespace signalwire::tool
