#pragma once

#include <signalwire/sandbox/listing_order.hpp>
#include <signalwire/sandbox/time_bounds.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The position of an object in a list, in ascending order. It does not depend on the filter and
/// never changes.
using list_position = std::int64_t;

/// The objects of a list, newest first.
class collection
{
public:
    virtual ~collection() = default;

    /// The range of positions: `[begin, end)`.
    [[nodiscard]] virtual list_position begin() const noexcept = 0;
    [[nodiscard]] virtual list_position end() const noexcept = 0;

    /// Returns the first object at or after `position`. Those that a selection excludes may be
    /// skipped.
    [[nodiscard]] virtual std::optional<list_position> from(list_position position) const = 0;

    /// Returns the last object before `position`.
    [[nodiscard]] virtual std::optional<list_position> before(list_position position) const = 0;

    /// Returns the number of objects if their positions have no gaps.
    [[nodiscard]] virtual std::optional<std::size_t> size() const = 0;

    /// Members that filters compare: `nullopt` if the response has null or omits the member.
    [[nodiscard]] virtual std::optional<std::string> text(
        list_position position, std::string_view member) const = 0;
    [[nodiscard]] virtual std::optional<std::chrono::sys_seconds> time(
        list_position position, std::string_view member) const = 0;

    /// Appends the object as JSON.
    virtual void append(std::string& out, list_position position) const = 0;
};

/// A time filter of the API.
struct time_selection
{
    time_selection() = default;

    /// Returns true if every item matches.
    [[nodiscard]] bool is_empty() const noexcept
    {
        return (!at && !before && !after) || bounds.precision == bounds_precision::ignored;
    }

    /// Returns how far a matching time can be outside the bounds.
    [[nodiscard]] std::chrono::seconds slack() const noexcept;

    /// Returns true if `time` matches. `nullopt`, an item without that time, matches no bounds.
    [[nodiscard]] bool matches(std::optional<std::chrono::sys_seconds> time) const noexcept;

    std::optional<std::chrono::sys_seconds> at;
    std::optional<std::chrono::sys_seconds> before;
    std::optional<std::chrono::sys_seconds> after;
    /// How the bounds are interpreted.
    time_bounds bounds;
};

/// A condition of a filter: a text, a part of it, or a time.
struct condition
{
    condition() = default;

    [[nodiscard]] bool matches(collection const& items, list_position position) const;

    std::string member;
    std::optional<std::string> text;
    std::optional<std::string> part;
    time_selection times;
};

/// The filter of a list: all conditions.
struct selection
{
    selection() = default;

    /// Returns true if every object matches.
    [[nodiscard]] bool is_everything() const noexcept;

    [[nodiscard]] bool matches(collection const& items, list_position position) const;

    /// Returns the condition for the member, which it adds if there is none.
    condition& at(std::string_view member);

    std::vector<condition> conditions;
};

/// A range of a listing: all matching objects with positions in `[begin, end)`.
struct listing_part
{
    listing_part(list_position first, list_position after_last) noexcept
        : begin(first)
        , end(after_last)
    {
    }

    list_position begin;
    list_position end;
    /// Their positions in the collection.
    std::vector<list_position> numbers;
    /// True if a matching object follows.
    bool more = false;
};

/// The objects that match a filter, in an order. If the newest is first, they are searched on
/// demand: the listing takes no memory. For other orders, the constructor finds all of them.
class listing
{
public:
    /// `seed` determines the order `unordered`.
    ///
    /// Lifetime: `items` and `filter` must outlive the listing, and `items` must not change.
    listing(
        collection const& items, selection const& filter,
        listing_order order = listing_order::newest_first, std::uint64_t seed = 0);

    /// The range of positions: `[begin, end)`.
    [[nodiscard]] list_position begin() const noexcept;
    [[nodiscard]] list_position end() const noexcept;

    /// Returns the position in the collection. Precondition: a matching object is there.
    [[nodiscard]] list_position at(list_position position) const;

    /// Returns the first matching object at or after `position`.
    [[nodiscard]] std::optional<list_position> from(list_position position) const;

    /// Returns the last matching object before `position`.
    [[nodiscard]] std::optional<list_position> before(list_position position) const;

    /// Returns up to `size` objects at or after `position`.
    [[nodiscard]] listing_part part_from(list_position position, std::uint64_t size) const;

    /// Returns up to `size` objects before `position`.
    [[nodiscard]] listing_part part_before(list_position position, std::uint64_t size) const;

    /// Returns the position after the first `count` matching objects.
    [[nodiscard]] list_position nth(std::uint64_t count) const;

    /// Returns the number of matching objects.
    [[nodiscard]] std::size_t count() const;

private:
    using sorted_item = std::pair<list_position, list_position>;

    [[nodiscard]] std::vector<sorted_item> sorted(listing_order order, std::uint64_t seed) const;
    [[nodiscard]] std::vector<sorted_item>::const_iterator find(list_position position) const;
    [[nodiscard]] bool matches(list_position position) const;

    collection const& items_;
    selection const& filter_;
    bool everything_;
    bool newest_first_ = true;
    /// All matching objects, unless the newest is first.
    std::vector<sorted_item> sorted_;
};

} // namespace signalwire::sandbox::detail
