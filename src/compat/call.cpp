#include "compat/describe_calls.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/mp11/algorithm.hpp>

namespace signalwire::compat
{

namespace
{

/// Compares every described member and the unknown ones.
template <class Model>
bool equal_members(Model const& left, Model const& right)
{
    bool equal = left.extra == right.extra;
    boost::mp11::mp_for_each<boost::describe::describe_members<Model, boost::describe::mod_public>>(
        [&](auto member) { equal = equal && left.*member.pointer == right.*member.pointer; });
    return equal;
}

} // namespace

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
    std::optional<std::size_t> const index =
        json::find_member(json::description<call>::type, member);
    return index && !presence.absent(*index);
}

std::string to_json(call const& value)
{
    return json::write(value);
}

} // namespace signalwire::compat
