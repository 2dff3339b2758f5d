#pragma once

#include <signalwire/member_presence.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace signalwire::compat
{

/// Base of the models. `Derived` has the members of the API under their names: nullable ones are
/// `std::optional`; the others are empty or zero if the response does not contain them.
///
/// Thread safety: a value type; distinct objects are independent.
template <class Derived>
struct model
{
    /// Unknown members, and values that their member cannot hold, by name.
    ///
    /// A value is unmodified text (`"n/a"` for a number), the text of a number (`"12.7"`, `"NaN"`)
    /// or other JSON. The member itself is then null, zero or empty; `to_json` writes the value.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the object was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(Derived const& left, Derived const& right)
    {
        return left.has_equal_members(right);
    }

private:
    friend Derived;
    template <class Any>
    friend std::string to_json(model<Any> const& value);

    model() = default;

    [[nodiscard]] bool has_equal_members(Derived const& other) const;
    [[nodiscard]] std::string write() const;
};

/// Returns `value` as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
template <class Derived>
[[nodiscard]] std::string to_json(model<Derived> const& value)
{
    return value.write();
}

} // namespace signalwire::compat
