#pragma once

#include "sandbox/account.hpp"
#include "sandbox/selection.hpp"

#include <signalwire/sandbox/listing_order.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The position of a call in a listing, in ascending order. It does not depend on the filter and
/// never changes. If the newest call is first, it is the call's number.
using listing_position = std::int64_t;

/// A range of a listing: all matching calls with positions in `[begin, end)`.
struct listing_part
{
    listing_part(listing_position first, listing_position after_last) noexcept
        : begin(first)
        , end(after_last)
    {
    }

    listing_position begin;
    listing_position end;
    std::vector<call_number> numbers;
    /// True if a matching call follows.
    bool more = false;
};

/// The calls that match a filter, in an order. If the newest call is first, they are searched on
/// demand: the listing takes no memory, and time bounds restrict the search to a range of the
/// account. For other orders, the constructor finds all of them.
class listing
{
public:
    /// `seed` determines the order `unordered`.
    ///
    /// Lifetime: `calls` and `filter` must outlive the listing, and `calls` must not change.
    listing(
        account const& calls, selection const& filter,
        listing_order order = listing_order::newest_first, std::uint64_t seed = 0);

    /// The range of positions: `[begin, end)`.
    [[nodiscard]] listing_position begin() const noexcept;
    [[nodiscard]] listing_position end() const noexcept;

    /// Returns the call at `position`. Precondition: a matching call is there.
    [[nodiscard]] call_number at(listing_position position) const;

    /// Returns the first matching call at or after `position`.
    [[nodiscard]] std::optional<listing_position> from(listing_position position) const;

    /// Returns the last matching call before `position`.
    [[nodiscard]] std::optional<listing_position> before(listing_position position) const;

    /// Returns up to `size` calls at or after `position`.
    [[nodiscard]] listing_part part_from(listing_position position, std::uint64_t size) const;

    /// Returns up to `size` calls before `position`.
    [[nodiscard]] listing_part part_before(listing_position position, std::uint64_t size) const;

    /// Returns the position after the first `count` matching calls.
    [[nodiscard]] listing_position nth(std::uint64_t count) const;

    /// Returns the number of matching calls.
    [[nodiscard]] std::size_t count() const;

private:
    using sorted_call = std::pair<listing_position, call_number>;

    [[nodiscard]] std::vector<sorted_call> sorted(listing_order order, std::uint64_t seed) const;
    [[nodiscard]] std::vector<sorted_call>::const_iterator find(listing_position position) const;
    [[nodiscard]] bool matches(call_number number) const;
    [[nodiscard]] std::optional<call_number> candidate_from(call_number number) const noexcept;
    [[nodiscard]] std::optional<call_number> candidate_before(call_number number) const noexcept;

    account const& calls_;
    selection const& filter_;
    bool everything_;
    bool newest_first_;
    /// Unmodified calls can match only in `[begin_, end_)`.
    call_number begin_;
    call_number end_;
    /// All matching calls, unless the newest call is first.
    std::vector<sorted_call> sorted_;
};

} // namespace signalwire::sandbox::detail
