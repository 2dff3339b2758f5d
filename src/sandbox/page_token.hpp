#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The position of a page in a listing.
struct page_position
{
    page_position() = default;

    friend bool operator==(page_position const&, page_position const&) = default;

    /// Position of the first call of the page; if `backwards`, that after its last call.
    std::int64_t edge = 0;
    /// Number of pages before it.
    std::uint64_t page = 0;
    /// Time of issue, see `page_token_expiry`.
    std::uint64_t stamp = 0;
    /// Distinguishes several tokens of one page.
    std::uint64_t variant = 0;
    /// True for a link to the previous page (`PB`), false for the next page (`PA`).
    bool backwards = false;
};

/// Returns the token of a page. It contains the whole position, so the server has no state per
/// listing. `listing` is a fingerprint of the listing; the token is invalid for all others.
[[nodiscard]] std::string make_page_token(std::uint64_t listing, page_position const& position);

/// Parses a token of `make_page_token` for the same listing. Returns `nullopt` for all other text.
[[nodiscard]] std::optional<page_position> read_page_token(
    std::uint64_t listing, std::string_view token);

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
