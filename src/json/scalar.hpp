#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// Conversion of JSON scalars to members of models and back.
namespace signalwire::json
{

/// The result of converting a JSON value to a member.
enum class conversion : unsigned char
{
    /// As documented in the API reference.
    exact,
    /// Exact, but the member may be written differently: `1E5`.
    non_canonical,
    /// Converted, but not as documented.
    deviation,
    /// The member cannot hold the value.
    unsupported
};

/// The text of a number, with its value if it is a 64-bit integer.
struct number_token
{
    std::string_view text;
    std::optional<std::int64_t> integer;
};

/// The types of scalar members that `member_reader` converts by itself.
enum class scalar_kind : unsigned char
{
    other,
    text,
    optional_text,
    integer,
    optional_integer,
    number,
    optional_number,
    time,
    optional_time
};

/// The type of a scalar member. Each function receives the member's address.
struct scalar_schema
{
    conversion (*from_string)(void* member, std::string_view value);
    conversion (*from_number)(void* member, number_token const& value);
    conversion (*from_boolean)(void* member, bool value);
    conversion (*from_null)(void* member);
    /// Assigns the default value.
    void (*reset)(void* member);
    /// Appends the value as JSON.
    void (*write)(void const* member, std::string& out);
    /// For messages: "a string", "a number or null".
    std::string_view expected_type;
    scalar_kind kind = scalar_kind::other;
    /// Null is as documented.
    bool nullable = false;
};

/// Appends `value` as a JSON string.
void write_text(std::string& out, std::string_view value);

namespace scalars
{

conversion from_string(std::string& member, std::string_view value);
conversion from_number(std::string& member, number_token const& value);
void write(std::string const& member, std::string& out);

conversion from_string(std::int64_t& member, std::string_view value);
conversion from_number(std::int64_t& member, number_token const& value);
void write(std::int64_t const& member, std::string& out);

conversion from_string(double& member, std::string_view value);
conversion from_number(double& member, number_token const& value);
void write(double const& member, std::string& out);

conversion from_string(decimal& member, std::string_view value);
conversion from_number(decimal& member, number_token const& value);
void write(decimal const& member, std::string& out);

conversion from_string(bool& member, std::string_view value);
conversion from_number(bool& member, number_token const& value);
void write(bool const& member, std::string& out);

conversion from_string(timestamp& member, std::string_view value);
conversion from_number(timestamp& member, number_token const& value);
void write(timestamp const& member, std::string& out);

template <class Values>
conversion from_string(open_enum<Values>& member, std::string_view value)
{
    member.assign(value);
    return member.is_known() ? conversion::exact : conversion::deviation;
}

template <class Values>
conversion from_number(open_enum<Values>& member, number_token const& value)
{
    member.assign(value.text);
    return conversion::deviation;
}

template <class Values>
void write(open_enum<Values> const& member, std::string& out)
{
    write_text(out, member.text());
}

template <class T>
constexpr std::string_view expected_type = "a string";
template <>
inline constexpr std::string_view expected_type<std::int64_t> = "an integer";
template <>
inline constexpr std::string_view expected_type<double> = "a number";
template <>
inline constexpr std::string_view expected_type<decimal> = "a number";
template <>
inline constexpr std::string_view expected_type<bool> = "a boolean";
template <>
inline constexpr std::string_view expected_type<timestamp> = "a time";
template <>
inline constexpr std::string_view expected_type<std::optional<std::string>> = "a string or null";
template <>
inline constexpr std::string_view expected_type<std::optional<std::int64_t>> = "an integer or null";
template <>
inline constexpr std::string_view expected_type<std::optional<double>> = "a number or null";
template <>
inline constexpr std::string_view expected_type<std::optional<decimal>> = "a number or null";
template <>
inline constexpr std::string_view expected_type<std::optional<bool>> = "a boolean or null";
template <>
inline constexpr std::string_view expected_type<std::optional<timestamp>> = "a time or null";
template <class Values>
inline constexpr std::string_view expected_type<std::optional<open_enum<Values>>> =
    "a string or null";

template <class T>
inline constexpr scalar_kind kind_of = scalar_kind::other;
template <>
inline constexpr scalar_kind kind_of<std::string> = scalar_kind::text;
template <>
inline constexpr scalar_kind kind_of<std::optional<std::string>> = scalar_kind::optional_text;
template <>
inline constexpr scalar_kind kind_of<std::int64_t> = scalar_kind::integer;
template <>
inline constexpr scalar_kind kind_of<std::optional<std::int64_t>> = scalar_kind::optional_integer;
template <>
inline constexpr scalar_kind kind_of<decimal> = scalar_kind::number;
template <>
inline constexpr scalar_kind kind_of<std::optional<decimal>> = scalar_kind::optional_number;
template <>
inline constexpr scalar_kind kind_of<timestamp> = scalar_kind::time;
template <>
inline constexpr scalar_kind kind_of<std::optional<timestamp>> = scalar_kind::optional_time;

template <class T>
inline constexpr bool is_nullable = false;
template <class T>
inline constexpr bool is_nullable<std::optional<T>> = true;

/// A failed conversion must not leave a partial value.
template <class T>
conversion drop_unless_taken(std::optional<T>& member, conversion result)
{
    if (result == conversion::unsupported)
        member.reset();
    return result;
}

template <class T>
conversion from_string(std::optional<T>& member, std::string_view value)
{
    // Some servers send "" instead of null.
    if (value.empty() && !std::is_same_v<T, std::string>)
    {
        member.reset();
        return conversion::unsupported;
    }
    return drop_unless_taken(member, from_string(member.emplace(), value));
}

template <class T>
conversion from_number(std::optional<T>& member, number_token const& value)
{
    return drop_unless_taken(member, from_number(member.emplace(), value));
}

template <class T>
conversion from_boolean(T&, bool)
{
    return conversion::unsupported;
}

inline conversion from_boolean(bool& member, bool value) noexcept
{
    member = value;
    return conversion::exact;
}

template <class T>
conversion from_boolean(std::optional<T>& member, bool value)
{
    return drop_unless_taken(member, from_boolean(member.emplace(), value));
}

template <class T>
void write(std::optional<T> const& member, std::string& out)
{
    if (member)
        write(*member, out);
    else
        out += "null";
}

template <class T>
conversion from_null(T&)
{
    return conversion::deviation;
}

template <class T>
conversion from_null(std::optional<T>& member)
{
    member.reset();
    return conversion::exact;
}

} // namespace scalars

/// The schema of scalar members of type `T`.
template <class T>
inline constexpr scalar_schema scalar_schema_of = {
    [](void* member, std::string_view value) {
        return scalars::from_string(*static_cast<T*>(member), value);
    },
    [](void* member, number_token const& value) {
        return scalars::from_number(*static_cast<T*>(member), value);
    },
    [](void* member, bool value) { return scalars::from_boolean(*static_cast<T*>(member), value); },
    [](void* member) { return scalars::from_null(*static_cast<T*>(member)); },
    [](void* member) { *static_cast<T*>(member) = T(); },
    [](void const* member, std::string& out) {
        scalars::write(*static_cast<T const*>(member), out);
    },
    scalars::expected_type<T>,
    scalars::kind_of<T>,
    scalars::is_nullable<T>,
};

namespace scalars
{

void write_iso(timestamp const& member, std::string& out);
void write_iso(std::optional<timestamp> const& member, std::string& out);

template <class T>
inline constexpr std::string_view quoted_expected_type = "a string that holds a number";
template <class T>
inline constexpr std::string_view quoted_expected_type<std::optional<T>> =
    "a string that holds a number, or null";

template <class T>
void write_quoted(T const& member, std::string& out)
{
    out += '"';
    write(member, out);
    out += '"';
}

template <class T>
void write_quoted(std::optional<T> const& member, std::string& out)
{
    if (member)
        write_quoted(*member, out);
    else
        out += "null";
}

} // namespace scalars

/// The schema of numbers of type `T` that are documented as strings.
template <class T>
inline constexpr scalar_schema quoted_schema_of = {
    [](void* member, std::string_view value) {
        conversion const result = scalars::from_string(*static_cast<T*>(member), value);
        return result == conversion::deviation ? conversion::exact : result;
    },
    [](void* member, number_token const& value) {
        conversion const result = scalars::from_number(*static_cast<T*>(member), value);
        return result == conversion::unsupported ? result : conversion::deviation;
    },
    scalar_schema_of<T>.from_boolean,
    scalar_schema_of<T>.from_null,
    scalar_schema_of<T>.reset,
    [](void const* member, std::string& out) {
        scalars::write_quoted(*static_cast<T const*>(member), out);
    },
    scalars::quoted_expected_type<T>,
    scalar_kind::other,
    scalars::is_nullable<T>,
};

/// The schema of times of type `T` that are documented in ISO 8601.
template <class T>
inline constexpr scalar_schema iso_schema_of = {
    scalar_schema_of<T>.from_string,
    scalar_schema_of<T>.from_number,
    scalar_schema_of<T>.from_boolean,
    scalar_schema_of<T>.from_null,
    scalar_schema_of<T>.reset,
    [](void const* member, std::string& out) {
        scalars::write_iso(*static_cast<T const*>(member), out);
    },
    scalar_schema_of<T>.expected_type,
    scalar_schema_of<T>.kind,
    scalar_schema_of<T>.nullable,
};

} // namespace signalwire::json
