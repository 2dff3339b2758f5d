#pragma once

#include <algorithm>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// Validity of page tokens. Each token has a stamp: the number of requests at its time of issue.
/// Without a limit, all stamps are equal, so that the text of a page does not change.
///
/// Thread safety: none.
class page_token_expiry
{
public:
    /// `requests` is `server_options::page_token_max_requests`.
    explicit page_token_expiry(std::uint64_t requests) noexcept
        : requests_(requests)
    {
    }

    /// Returns true if tokens depend on the time of the request.
    [[nodiscard]] bool is_limited() const noexcept
    {
        return requests_ != 0;
    }

    /// Returns the stamp of tokens in the response to `request`.
    [[nodiscard]] std::uint64_t stamp(std::uint64_t request) const noexcept
    {
        return is_limited() ? std::max(request, oldest_) : oldest_;
    }

    [[nodiscard]] bool is_valid(std::uint64_t stamp, std::uint64_t request) const noexcept
    {
        if (!is_limited())
            return stamp == oldest_;
        return stamp >= oldest_ && stamp <= request && request - stamp <= requests_;
    }

    /// Invalidates all tokens issued so far. `request` is the number of requests.
    void expire_all(std::uint64_t request) noexcept
    {
        oldest_ = is_limited() ? request + 1 : oldest_ + 1;
    }

private:
    std::uint64_t requests_;
    std::uint64_t oldest_ = 0;
};

} // namespace signalwire::sandbox::detail
