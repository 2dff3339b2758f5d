#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

    /// The id of the last of them; empty when there is none.
    [[nodiscard]] std::string const& last_id() const noexcept
    {
        return last_id_;
    }

    /// Whether the listing ended here.
    [[nodiscard]] bool at_end() const noexcept
    {
        return at_end_;
    }

    /// A position on a page. For those who implement generators.
    cursor(
        std::uint64_t listing, std::string page_uri, std::uint64_t delivered, std::string last_id,
        bool at_end);

    friend bool operator==(cursor const&, cursor const&) = default;

private:
    std::uint64_t listing_ = 0;
    std::string page_uri_;
    std::uint64_t delivered_ = 0;
    std::string last_id_;
    bool at_end_ = false;
};

} // namespace signalwire
