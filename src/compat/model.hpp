#pragma once

#include "json/schema.hpp"

#include <boost/mp11/algorithm.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

/// What all models do alike, by their descriptions.
namespace signalwire::compat
{

/// Compares every described member and the unknown ones.
template <class Model>
[[nodiscard]] bool equal_members(Model const& left, Model const& right)
{
    bool equal = left.extra == right.extra;
    boost::mp11::mp_for_each<boost::describe::describe_members<Model, boost::describe::mod_public>>(
        [&](auto member) { equal = equal && left.*member.pointer == right.*member.pointer; });
    return equal;
}

/// Whether the response that `value` came in carried the member of that name.
template <class Model>
[[nodiscard]] bool received_member(Model const& value, std::string_view name) noexcept
{
    std::optional<std::size_t> const index = json::find_member(json::schema<Model>::value, name);
    return index && !value.presence.is_absent(*index);
}

} // namespace signalwire::compat
