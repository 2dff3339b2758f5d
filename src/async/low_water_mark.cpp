#include "async/low_water_mark.hpp"

#include <utility>

namespace signalwire::async
{

low_water_mark::low_water_mark(cursor const& begin)
    : latest_(begin)
{
}

std::uint64_t low_water_mark::begin_item(cursor const& behind)
{
    before_.emplace_hint(before_.end(), begun_, std::exchange(latest_, behind));
    return begun_++;
}

void low_water_mark::finish_item(std::uint64_t number)
{
    before_.erase(number);
}

cursor const& low_water_mark::position() const noexcept
{
    return before_.empty() ? latest_ : before_.begin()->second;
}

} // namespace signalwire::async
