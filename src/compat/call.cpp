#include "compat/describe_calls.hpp"
#include "compat/model.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/call.hpp>

namespace signalwire::compat
{

bool operator==(call_subresource_uris const& left, call_subresource_uris const& right)
{
    return equal_members(left, right);
}

bool operator==(call const& left, call const& right)
{
    return equal_members(left, right);
}

bool call::received(std::string_view member) const noexcept
{
    return received_member(*this, member);
}

std::string to_json(call const& value)
{
    return json::write(value);
}

} // namespace signalwire::compat
