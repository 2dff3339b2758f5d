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

/// Where a call stands in a listing: rising places are its order. A call has the same place in
/// every listing, whatever the filter, and keeps it. Where the newest come first it is the call's
/// number.
using listing_place = std::int64_t;

/// A stretch of a listing: all selected calls with places from `begin` to before `end`.
struct listing_part
{
    listing_part(listing_place first, listing_place behind) noexcept
        : begin(first)
        , end(behind)
    {
    }

    listing_place begin;
    listing_place end;
    std::vector<call_number> numbers;
    /// Whether a selected call stands behind it.
    bool more = false;
};

/// The calls that a filter selects, in some order. Where the newest come first they are found when
/// they are asked for: nothing is kept, and bounds of the times lead straight to the part of the
/// account where such calls are. In other orders all of them are found at once.
class listing
{
public:
    /// Both must outlive the listing, which must not be used when the account has changed. `seed`
    /// is that of the order, where there is none.
    listing(
        account const& calls, selection const& filter,
        listing_order order = listing_order::newest_first, std::uint64_t seed = 0);

    /// Before the first call, and behind the last one.
    [[nodiscard]] listing_place begin() const noexcept;
    [[nodiscard]] listing_place end() const noexcept;

    /// The call at `place`, which is one of a selected call.
    [[nodiscard]] call_number at(listing_place place) const;

    /// The first selected call from `place` on.
    [[nodiscard]] std::optional<listing_place> from(listing_place place) const;

    /// The last one before `place`.
    [[nodiscard]] std::optional<listing_place> before(listing_place place) const;

    /// Up to `size` calls from `place` on.
    [[nodiscard]] listing_part part_from(listing_place place, std::uint64_t size) const;

    /// Up to `size` calls before `place`.
    [[nodiscard]] listing_part part_before(listing_place place, std::uint64_t size) const;

    /// Where the calls begin that have `count` selected ones before them.
    [[nodiscard]] listing_place behind(std::uint64_t count) const;

    /// How many calls are selected.
    [[nodiscard]] std::size_t count() const;

private:
    using placed_call = std::pair<listing_place, call_number>;

    [[nodiscard]] std::vector<placed_call> sorted(listing_order order, std::uint64_t seed) const;
    [[nodiscard]] std::vector<placed_call>::const_iterator find(listing_place place) const;
    [[nodiscard]] std::optional<call_number> candidate_from(call_number number) const noexcept;
    [[nodiscard]] std::optional<call_number> candidate_before(call_number number) const noexcept;

    account const& calls_;
    selection const& filter_;
    bool everything_;
    bool newest_first_;
    /// Where calls to which nothing has happened can be selected.
    call_number begin_;
    call_number end_;
    /// Where the newest do not come first.
    std::vector<placed_call> sorted_;
};

} // namespace signalwire::sandbox::detail
