#include "json/description.hpp"

namespace signalwire::json
{

std::optional<std::size_t> find_member(object_type const& type, std::string_view name) noexcept
{
    for (std::size_t i = 0; i < type.members.size(); ++i)
    {
        if (type.members[i].name == name)
            return i;
    }
    return std::nullopt;
}

} // namespace signalwire::json
