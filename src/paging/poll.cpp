#include "paging/poll.hpp"

#include <algorithm>

namespace signalwire::paging
{

bool poll_reach::take(moment created)
{
    order_.meet(created);
    if (created)
    {
        // Back from the last poll when that is earlier: what was watched then has had its
        // changes between two polls.
        if (!edge_)
            edge_ = std::min(*created, looked_.value_or(*created)) - window_;
        behind_ = *created < *edge_;
        if (behind_)
            return false;
    }
    if (!full_ && taken_ == most_)
    {
        full_ = true;
        // There may be more of the second of the last one.
        if (last_)
            edge_ = *last_ + std::chrono::seconds(1);
    }
    if (full_)
        return false;
    ++taken_;
    if (created)
        last_ = created;
    return true;
}

} // namespace signalwire::paging
