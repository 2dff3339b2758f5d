#pragma once

#include <signalwire/cursor.hpp>

#include <cstdint>
#include <map>
#include <utility>

namespace signalwire::async
{

/// The position up to which all items have been handled, if they are handled in any order. Stores
/// only the items that are not finished.
class low_water_mark
{
public:
    /// `begin` is the position before the first item.
    explicit low_water_mark(cursor const& begin)
        : latest_(begin)
    {
    }

    /// Adds an item; the stream's position after it is `after`. Returns the item's number.
    std::uint64_t begin_item(cursor const& after)
    {
        before_.emplace_hint(before_.end(), begun_, std::exchange(latest_, after));
        return begun_++;
    }

    /// Marks an item as handled.
    void finish_item(std::uint64_t number)
    {
        before_.erase(number);
    }

    /// A stream that resumes from here delivers all items that are not finished.
    [[nodiscard]] cursor const& position() const noexcept
    {
        return before_.empty() ? latest_ : before_.begin()->second;
    }

private:
    cursor latest_;
    std::uint64_t begun_ = 0;
    /// The position before each item that is not finished.
    std::map<std::uint64_t, cursor> before_;
};

} // namespace signalwire::async
