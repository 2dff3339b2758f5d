#pragma once

#include <signalwire/cursor.hpp>

#include <cstddef>
#include <cstdint>
#include <map>

namespace signalwire::async
{

/// Which items of a stream have been handled when that happens in any order, as one position:
/// behind the last item before which everything has been handled. Remembers only what has not been
/// handled, however far the rest has come.
class low_water_mark
{
public:
    /// `begin` is where the stream stands.
    explicit low_water_mark(cursor const& begin);

    /// An item has been delivered, behind which the stream stands at `behind`. Gives its number.
    std::uint64_t begin_item(cursor const& behind);

    /// The item has been handled.
    void finish_item(std::uint64_t number);

    /// A stream that resumes from here delivers every item that was begun and not finished.
    [[nodiscard]] cursor const& position() const noexcept;

    /// How many items have been begun and not finished.
    [[nodiscard]] std::size_t unfinished() const noexcept
    {
        return before_.size();
    }

private:
    cursor latest_;
    std::uint64_t begun_ = 0;
    /// Where the stream stood before each of the items that have not been finished.
    std::map<std::uint64_t, cursor> before_;
};

} // namespace signalwire::async
