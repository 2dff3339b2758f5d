#pragma once

#include "sandbox/account.hpp"
#include "sandbox/selection.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A stretch of a listing: all selected calls with numbers from `begin` to before `end`.
struct listing_part
{
    listing_part(call_number first, call_number behind) noexcept
        : begin(first)
        , end(behind)
    {
    }

    call_number begin;
    call_number end;
    std::vector<call_number> numbers;
    /// Whether a selected call stands behind it.
    bool more = false;
};

/// The calls that a filter selects, newest first, found when they are asked for: nothing is kept,
/// and bounds of the times lead straight to the part of the account where such calls are.
class listing
{
public:
    /// Both must outlive the listing, which must not be used when the account has changed.
    listing(account const& calls, selection const& filter);

    /// The first selected call from `number` on.
    [[nodiscard]] std::optional<call_number> from(call_number number) const;

    /// The last one before `number`.
    [[nodiscard]] std::optional<call_number> before(call_number number) const;

    /// Up to `size` calls from `number` on.
    [[nodiscard]] listing_part part_from(call_number number, std::uint64_t size) const;

    /// Up to `size` calls before `number`.
    [[nodiscard]] listing_part part_before(call_number number, std::uint64_t size) const;

    /// Where the calls begin that have `count` selected ones before them.
    [[nodiscard]] call_number behind(std::uint64_t count) const;

    /// How many calls are selected.
    [[nodiscard]] std::size_t count() const;

private:
    [[nodiscard]] std::optional<call_number> candidate_from(call_number number) const noexcept;
    [[nodiscard]] std::optional<call_number> candidate_before(call_number number) const noexcept;

    account const& calls_;
    selection const& filter_;
    bool everything_;
    /// Where calls to which nothing has happened can be selected.
    call_number begin_;
    call_number end_;
};

} // namespace signalwire::sandbox::detail
