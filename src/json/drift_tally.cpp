#include "json/drift_tally.hpp"

#include <algorithm>

namespace signalwire::json
{

namespace
{

constexpr std::size_t most_names = 300;
constexpr std::string_view others = "$.(others)";

void add(drift_counts& sum, std::string_view name, std::uint64_t count)
{
    auto found = sum.find(name);
    if (found == sum.end())
        found = sum.try_emplace(std::string(sum.size() < most_names ? name : others)).first;
    found->second += count;
}

std::string member_path(std::string_view path, std::string_view name)
{
    return std::string(path).append(".").append(name);
}

} // namespace

void add_drift(drift_counts& sum, drift_counts const& more)
{
    for (auto const& [name, count] : more)
        add(sum, name, count);
}

void drift_tally::count(object_type const& type, std::size_t member, std::string_view path)
{
    ++total_;
    auto found = std::find_if(known_.begin(), known_.end(), [&](entry const& each) {
        return each.type == &type && each.path == path;
    });
    if (found == known_.end())
    {
        found = known_.emplace(known_.end());
        found->type = &type;
        found->path = path;
    }
    ++found->counts[member];
}

void drift_tally::count_unknown(std::string_view path, std::string_view name)
{
    ++total_;
    add(unknown_, member_path(path, name), 1);
}

drift_counts drift_tally::counts() const
{
    drift_counts out = unknown_;
    for (entry const& each : known_)
    {
        for (std::size_t i = 0; i < each.type->members.size(); ++i)
        {
            if (each.counts[i] > 0)
                add(out, member_path(each.path, each.type->members[i].name), each.counts[i]);
        }
    }
    return out;
}

} // namespace signalwire::json
