#include "json/drift_tally.hpp"

#include <algorithm>

namespace signalwire::json
{

namespace
{

constexpr std::size_t most_names = 300;
constexpr std::string_view others = "$.(others)";

/// Gives whether the name was counted for the first time.
bool add(drift_counts& sum, std::string_view name, std::uint64_t count)
{
    auto found = sum.find(name);
    if (found == sum.end())
        found = sum.try_emplace(std::string(sum.size() < most_names ? name : others)).first;
    bool const is_first = found->second == 0;
    found->second += count;
    return is_first;
}

std::string member_path(std::string_view path, std::string_view name)
{
    return std::string(path).append(".").append(name);
}

} // namespace

void drift_tally::count(object_type const& type, std::size_t member, std::string_view path)
{
    ++total_;
    ++entry_of(type, path).counts[member];
}

drift_tally::entry& drift_tally::entry_of(object_type const& type, std::string_view path)
{
    auto found = std::find_if(known_.begin(), known_.end(), [&](entry const& each) {
        return each.type == &type && each.path == path;
    });
    if (found == known_.end())
    {
        found = known_.emplace(known_.end());
        found->type = &type;
        found->path = path;
    }
    return *found;
}

std::vector<std::string> drift_tally::add(drift_tally const& more)
{
    std::vector<std::string> first;
    total_ += more.total_;
    for (entry const& each : more.known_)
    {
        entry& sum = entry_of(*each.type, each.path);
        for (std::size_t i = 0; i < each.type->members.size(); ++i)
        {
            if (sum.counts[i] == 0 && each.counts[i] > 0)
                first.push_back(member_path(each.path, each.type->members[i].name));
            sum.counts[i] += each.counts[i];
        }
    }
    for (auto const& [name, count] : more.named_)
    {
        if (json::add(named_, name, count))
            first.push_back(name);
    }
    return first;
}

void drift_tally::count(std::string_view name)
{
    ++total_;
    json::add(named_, name, 1);
}

void drift_tally::count_unknown(std::string_view path, std::string_view name)
{
    ++total_;
    json::add(named_, member_path(path, name), 1);
}

drift_counts drift_tally::counts() const
{
    drift_counts out = named_;
    for (entry const& each : known_)
    {
        for (std::size_t i = 0; i < each.type->members.size(); ++i)
        {
            if (each.counts[i] > 0)
                json::add(out, member_path(each.path, each.type->members[i].name), each.counts[i]);
        }
    }
    return out;
}

} // namespace signalwire::json
