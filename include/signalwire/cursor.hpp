#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::detail
{

struct cursor_access;

/// The position in one window of a listing that is read in windows of time.
struct cursor_window
{
    cursor_window() = default;

    /// The window is `[from, to)`; without a bound it extends to that end of the listing.
    std::optional<std::chrono::sys_seconds> from;
    std::optional<std::chrono::sys_seconds> to;
    /// As in `cursor_position`, for this window.
    std::string page_uri;
    std::uint64_t page_offset = 0;
    std::string last_id;
    std::optional<std::chrono::sys_seconds> anchor_time;

    friend bool operator==(cursor_window const&, cursor_window const&) = default;
};

/// The content of a `cursor`.
struct cursor_position
{
    cursor_position() = default;

    /// Fingerprint of account and filter; zero for the start of any listing.
    std::uint64_t listing_fingerprint = 0;
    /// The page to request, relative to the host; empty for the first page.
    std::string page_uri;
    /// Number of items of that page that were delivered.
    std::uint64_t page_offset = 0;
    /// ID of the last item delivered, on that page or before it; empty if there is none.
    std::string last_id;
    bool at_end = false;
    /// Creation time of that item, to search for it if the page URI expires. In a watch, the time
    /// of the last change.
    std::optional<std::chrono::sys_seconds> anchor_time;
    /// Positions in the unfinished windows of a sharded stream, newest first.
    std::vector<cursor_window> windows;
    /// In a watch: fingerprints of the changes at `anchor_time` or later that were delivered.
    std::vector<std::uint64_t> delivered_fingerprints;

    friend bool operator==(cursor_position const&, cursor_position const&) = default;
};

} // namespace signalwire::detail

namespace signalwire
{

/// A position in a listing: directly after the last item delivered.
///
/// Bound to the account and the filter, except its paging parameters, by a fingerprint. Contains no
/// secret. `async_generator::cursor` returns one, `stream_options::resume_from` accepts one.
/// Thread safety: a value type; distinct objects are independent.
class cursor
{
public:
    /// Constructs the start of any listing.
    cursor() = default;

    /// Returns printable text without spaces, quotes and slashes. It begins with "swc1.", has a
    /// checksum, and can be stored and read by another process.
    [[nodiscard]] std::string to_string() const;

    /// Returns the cursor that `to_string` wrote.
    ///
    /// Throws: `std::invalid_argument` if `text` is not a cursor, has another version or is
    /// damaged.
    [[nodiscard]] static cursor from_string(std::string_view text);

    /// Returns true at the end of the listing.
    [[nodiscard]] bool at_end() const noexcept
    {
        return position_.at_end;
    }

    /// Returns true for equal positions in equal listings.
    friend bool operator==(cursor const&, cursor const&) = default;

private:
    friend struct detail::cursor_access;

    detail::cursor_position position_;
};

} // namespace signalwire

namespace signalwire::detail
{

/// Access to the content of cursors, for generators.
struct cursor_access
{
    [[nodiscard]] static cursor_position const& get(cursor const& from) noexcept
    {
        return from.position_;
    }

    [[nodiscard]] static cursor make(cursor_position position);

    /// A position on a page.
    [[nodiscard]] static cursor make(
        std::uint64_t listing_fingerprint, std::string page_uri, std::uint64_t page_offset,
        std::string last_id, bool at_end,
        std::optional<std::chrono::sys_seconds> anchor_time = std::nullopt);

    /// A position in windows of time; at the end if there are none.
    [[nodiscard]] static cursor make(
        std::uint64_t listing_fingerprint, std::vector<cursor_window> windows);

    /// A position in a watch.
    [[nodiscard]] static cursor make(
        std::uint64_t listing_fingerprint, std::chrono::sys_seconds anchor_time,
        std::vector<std::uint64_t> delivered_fingerprints);
};

} // namespace signalwire::detail
