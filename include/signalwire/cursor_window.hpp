#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire
{

/// The position in one window of a listing that is read in windows of time; see `cursor::windows`.
///
/// Thread safety: a value type; distinct objects are independent.
struct cursor_window
{
    cursor_window() = default;

    /// The window: from this moment on, or from where the listing ends.
    std::optional<std::chrono::sys_seconds> from;
    /// Up to this moment, which is not part of it, or from where the listing begins.
    std::optional<std::chrono::sys_seconds> to;
    /// As in `cursor`; empty when nothing of the window has been delivered.
    std::string page_uri;
    /// How many items of that page have been delivered.
    std::uint64_t delivered = 0;
    /// The id of the item of the window that was delivered last.
    std::string last_id;
    /// When that item was made, if it told.
    std::optional<std::chrono::sys_seconds> moment;

    /// Equal when all members are.
    friend bool operator==(cursor_window const&, cursor_window const&) = default;
};

} // namespace signalwire
