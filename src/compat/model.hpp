#pragma once

#include "json/schema.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/model.hpp>

#include <boost/mp11/algorithm.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What all models do alike, by their descriptions: each is instantiated beside its own.
namespace signalwire::compat
{

template <class Derived>
bool model<Derived>::has_member(std::string_view member) const noexcept
{
    std::optional<std::size_t> const index =
        json::find_member(json::schema<Derived>::value, member);
    return index && !presence.is_absent(*index);
}

template <class Derived>
bool model<Derived>::has_equal_members(Derived const& other) const
{
    using members = boost::describe::describe_members<Derived, boost::describe::mod_public>;
    auto const& self = static_cast<Derived const&>(*this);
    bool equal = extra == other.extra;
    boost::mp11::mp_for_each<members>(
        [&](auto member) { equal = equal && self.*member.pointer == other.*member.pointer; });
    return equal;
}

template <class Derived>
std::string model<Derived>::write() const
{
    return json::write(static_cast<Derived const&>(*this));
}

} // namespace signalwire::compat
