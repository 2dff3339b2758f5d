#pragma once

#include <signalwire/cursor_window.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire
{

/// A position in a listing, just behind the last item that was delivered.
///
/// Bound to the account and the filter (paging parameters aside) by a fingerprint; holds no
/// secret. `async_generator::cursor` gives one, `stream_options::resume_from` takes one, and
/// `to_string` carries it to another process.
///
/// Thread safety: a value type; distinct objects are independent.
class cursor
{
public:
    /// The beginning of any listing.
    cursor() = default;

    /// Printable and free of spaces, quotes and slashes: `swc1.…`. Versioned and checksummed.
    [[nodiscard]] std::string to_string() const;

    /// Reads what `to_string` wrote. Throws `std::invalid_argument`, which says what is wrong with
    /// the text: not a cursor, another version, damaged.
    [[nodiscard]] static cursor from_string(std::string_view text);

    /// The fingerprint of account and filter; zero for the beginning of any listing.
    [[nodiscard]] std::uint64_t listing() const noexcept
    {
        return listing_;
    }

    /// The page to ask for, relative to the host; empty for the first page of the listing.
    [[nodiscard]] std::string const& page_uri() const noexcept
    {
        return page_uri_;
    }

    /// How many items of that page have been delivered.
    [[nodiscard]] std::uint64_t delivered() const noexcept
    {
        return delivered_;
    }

    /// The id of the item that was delivered last, on that page or before it; empty when there is
    /// none.
    [[nodiscard]] std::string const& last_id() const noexcept
    {
        return last_id_;
    }

    /// When that item was made, if it told: where to look for it should the page URI expire.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> const& moment() const noexcept
    {
        return moment_;
    }

    /// What is left of a listing that is read in windows of time (`stream_options::shards`): the
    /// position in each window that is not at its end. Empty for other listings.
    [[nodiscard]] std::vector<cursor_window> const& windows() const noexcept
    {
        return windows_;
    }

    /// For `watch`: fingerprints of what was delivered of all that changed at `moment` or later.
    [[nodiscard]] std::vector<std::uint64_t> const& seen() const noexcept
    {
        return seen_;
    }

    /// Whether the listing ended here.
    [[nodiscard]] bool at_end() const noexcept
    {
        return at_end_;
    }

    /// A position on a page. For those who implement generators.
    cursor(
        std::uint64_t listing, std::string page_uri, std::uint64_t delivered, std::string last_id,
        bool at_end, std::optional<std::chrono::sys_seconds> moment = std::nullopt);

    /// A position in windows of time, from the newest to the oldest; at the end when there are
    /// none. For those who implement generators.
    cursor(std::uint64_t listing, std::vector<cursor_window> windows);

    /// A position in the changes of a listing. For those who implement generators.
    cursor(std::uint64_t listing, std::chrono::sys_seconds since, std::vector<std::uint64_t> seen);

    /// Whether both stand at the same position of the same listing.
    friend bool operator==(cursor const&, cursor const&) = default;

private:
    std::uint64_t listing_ = 0;
    std::string page_uri_;
    std::uint64_t delivered_ = 0;
    std::string last_id_;
    bool at_end_ = false;
    std::optional<std::chrono::sys_seconds> moment_;
    std::vector<cursor_window> windows_;
    std::vector<std::uint64_t> seen_;
};

} // namespace signalwire
