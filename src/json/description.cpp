#include "json/description.hpp"

namespace signalwire::json
{

std::optional<std::size_t> find_member(
    object_type const& type, std::string_view name, std::size_t first) noexcept
{
    std::size_t const size = type.members.size();
    for (std::size_t i = first; i < size; ++i)
    {
        if (type.members[i].name == name)
            return i;
    }
    for (std::size_t i = 0; i < first && i < size; ++i)
    {
        if (type.members[i].name == name)
            return i;
    }
    return std::nullopt;
}

} // namespace signalwire::json
