#pragma once

#include <algorithm>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// How long page tokens are good. Each has a stamp that says when it was issued, counted in
/// requests; where time does not matter all have the same, so that a page has one text.
/// Not safe from several threads.
class token_life
{
public:
    /// A token is good for so many requests after the one that got it; 0 for all.
    explicit token_life(std::uint64_t requests) noexcept
        : requests_(requests)
    {
    }

    /// Whether every page has its own tokens each time it is asked for.
    [[nodiscard]] bool is_limited() const noexcept
    {
        return requests_ != 0;
    }

    /// The stamp of tokens in the answer to `request`.
    [[nodiscard]] std::uint64_t stamp(std::uint64_t request) const noexcept
    {
        return is_limited() ? std::max(request, oldest_) : oldest_;
    }

    [[nodiscard]] bool is_good(std::uint64_t stamp, std::uint64_t request) const noexcept
    {
        if (!is_limited())
            return stamp == oldest_;
        return stamp >= oldest_ && stamp <= request && request - stamp <= requests_;
    }

    /// Makes all tokens bad that have been issued by now, when there have been `request` requests.
    void expire_all(std::uint64_t request) noexcept
    {
        oldest_ = is_limited() ? request + 1 : oldest_ + 1;
    }

private:
    std::uint64_t requests_;
    std::uint64_t oldest_ = 0;
};

} // namespace signalwire::sandbox::detail
