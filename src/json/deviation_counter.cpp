#include "json/deviation_counter.hpp"

#include <algorithm>

namespace signalwire::json
{

namespace
{

constexpr std::size_t max_names = 300;
constexpr std::string_view others = "$.(others)";

/// Returns true if the name is new.
bool add(deviation_counts& sum, std::string_view name, std::uint64_t count)
{
    auto found = sum.find(name);
    if (found == sum.end())
        found = sum.try_emplace(std::string(sum.size() < max_names ? name : others)).first;
    bool const is_first = found->second == 0;
    found->second += count;
    return is_first;
}

std::string member_path(std::string_view path, std::string_view name)
{
    return std::string(path).append(".").append(name);
}

} // namespace

void deviation_counter::count(object_schema const& type, std::size_t member, std::string_view path)
{
    ++total_;
    ++entry_of(type, path).counts[member];
}

deviation_counter::entry& deviation_counter::entry_of(
    object_schema const& type, std::string_view path)
{
    auto found = std::find_if(known_.begin(), known_.end(), [&](entry const& element) {
        return element.type == &type && element.path == path;
    });
    if (found == known_.end())
    {
        found = known_.emplace(known_.end());
        found->type = &type;
        found->path = path;
    }
    return *found;
}

std::vector<std::string> deviation_counter::add(deviation_counter const& more)
{
    std::vector<std::string> first;
    total_ += more.total_;
    for (entry const& element : more.known_)
    {
        if (element.type->is_temporary)
        {
            add_by_name(element, first);
            continue;
        }
        entry& sum = entry_of(*element.type, element.path);
        for (std::size_t i = 0; i < element.type->members.size(); ++i)
        {
            if (sum.counts[i] == 0 && element.counts[i] > 0)
                first.push_back(member_path(element.path, element.type->members[i].name));
            sum.counts[i] += element.counts[i];
        }
    }
    for (auto const& [name, count] : more.named_)
    {
        if (json::add(named_, name, count))
            first.push_back(name);
    }
    return first;
}

void deviation_counter::add_by_name(entry const& element, std::vector<std::string>& first)
{
    for (std::size_t i = 0; i < element.type->members.size(); ++i)
    {
        std::string const name = member_path(element.path, element.type->members[i].name);
        if (element.counts[i] > 0 && json::add(named_, name, element.counts[i]))
            first.push_back(name);
    }
}

void deviation_counter::count(std::string_view name)
{
    ++total_;
    json::add(named_, name, 1);
}

void deviation_counter::count_unknown(std::string_view path, std::string_view name)
{
    ++total_;
    json::add(named_, member_path(path, name), 1);
}

deviation_counts deviation_counter::counts() const
{
    deviation_counts out = named_;
    for (entry const& element : known_)
    {
        for (std::size_t i = 0; i < element.type->members.size(); ++i)
        {
            if (element.counts[i] > 0)
                json::add(
                    out, member_path(element.path, element.type->members[i].name),
                    element.counts[i]);
        }
    }
    return out;
}

} // namespace signalwire::json
