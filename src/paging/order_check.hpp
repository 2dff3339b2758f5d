#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace signalwire::paging
{

/// Whether a listing runs from the newest item to the oldest, as far as its items tell, which are
/// met one after the other. The reference page promises no order: whoever needs one asks here.
class order_check
{
public:
    using moment = std::optional<std::chrono::sys_seconds>;

    /// Servers list calls by when they began, which may be so much later than they were made.
    static constexpr std::chrono::seconds tolerance = std::chrono::hours(24);

    /// The next item of the listing was made then.
    void meet(moment made) noexcept
    {
        if (!made)
            return;
        if (last_ && *made < *last_)
            ++descents_;
        if (last_ && *made > *last_)
            ++ascents_;
        last_ = made;
        oldest_ = oldest_ ? std::optional(*made < *oldest_ ? *made : *oldest_) : made;
        contradicted_ = contradicted_ || *made - *oldest_ > tolerance;
    }

    /// An item followed one that is older by more than slight disorder can explain.
    [[nodiscard]] bool is_contradicted() const noexcept
    {
        return contradicted_;
    }

    /// When the oldest item was made that has been met.
    [[nodiscard]] moment oldest() const noexcept
    {
        return oldest_;
    }

    /// Nothing speaks against it.
    [[nodiscard]] bool is_plausible() const noexcept
    {
        return !contradicted_ && 3 * ascents_ <= descents_;
    }

    /// So much speaks for it that it is no chance: ten items fall in order by chance once in
    /// millions of times.
    [[nodiscard]] bool is_proven() const noexcept
    {
        return is_plausible() && descents_ >= 10;
    }

private:
    moment last_;
    moment oldest_;
    std::size_t descents_ = 0;
    std::size_t ascents_ = 0;
    bool contradicted_ = false;
};

} // namespace signalwire::paging
