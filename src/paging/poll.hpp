#pragma once

#include "paging/order_check.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace signalwire::paging
{

/// How far a poll goes through a listing that runs from the newest item to the oldest. Time is the
/// server's, as its items tell it: clocks of two machines are never compared.
class poll_reach
{
public:
    using moment = std::optional<std::chrono::sys_seconds>;

    /// The last poll was at `looked`, if there was one.
    poll_reach(std::chrono::seconds window, std::size_t most, moment looked) noexcept
        : window_(window)
        , most_(most)
        , looked_(looked)
    {
    }

    /// Takes the next item of the listing, made at `created`; false when it is not to be watched.
    [[nodiscard]] bool take(moment created);

    /// Whether the last item lay behind the window, or there were too many: the pages that follow
    /// are not wanted.
    [[nodiscard]] bool over() const noexcept
    {
        return behind_ || full_;
    }

    /// Whether there were too many.
    [[nodiscard]] bool full() const noexcept
    {
        return full_;
    }

    /// All that was made then or later has been taken, or is still to come.
    [[nodiscard]] moment edge() const noexcept
    {
        return edge_;
    }

    /// What all items tell of the order that a poll relies on, those included that are not to be
    /// watched.
    [[nodiscard]] order_check const& order() const noexcept
    {
        return order_;
    }

    [[nodiscard]] std::size_t taken() const noexcept
    {
        return taken_;
    }

private:
    std::chrono::seconds window_;
    std::size_t most_;
    moment looked_;
    /// What was made before is not watched.
    moment edge_;
    moment last_;
    std::size_t taken_ = 0;
    order_check order_;
    bool behind_ = false;
    bool full_ = false;
};

} // namespace signalwire::paging
