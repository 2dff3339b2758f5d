#include "net/address_plan.hpp"

#include <algorithm>

namespace signalwire::net
{

using boost::asio::ip::tcp;

std::vector<tcp::endpoint> interleave_families(std::vector<tcp::endpoint> const& answers)
{
    if (answers.empty())
        return {};
    bool const v6_first = answers.front().address().is_v6();
    std::vector<tcp::endpoint> preferred;
    std::vector<tcp::endpoint> other;
    for (tcp::endpoint const& answer : answers)
        (answer.address().is_v6() == v6_first ? preferred : other).push_back(answer);

    std::vector<tcp::endpoint> plan;
    for (std::size_t i = 0; i < std::max(preferred.size(), other.size()); ++i)
    {
        if (i < preferred.size())
            plan.push_back(preferred[i]);
        if (i < other.size())
            plan.push_back(other[i]);
    }
    return plan;
}

} // namespace signalwire::net
