#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// How single values of JSON become members of models, and back.
namespace signalwire::json
{

/// How well a value of JSON fits the member it is for.
enum class fit : unsigned char
{
    /// As the reference page has it.
    exact,
    /// Likewise, but the member may be written as another text: `1E5`.
    respelled,
    /// Usable, and taken; not as the reference page has it.
    deviates,
    /// A value that the member cannot hold.
    wrong
};

/// A number as it stands in the text, with its value when it is an integer of 64 bits.
struct number_token
{
    std::string_view text;
    std::optional<std::int64_t> integer;
};

/// One type of member. Each function gets the address of the member.
struct scalar_type
{
    fit (*take_text)(void* member, std::string_view value);
    fit (*take_number)(void* member, number_token const& value);
    fit (*take_null)(void* member);
    /// Makes the member an empty one again.
    void (*reset)(void* member);
    /// Appends the value as JSON.
    void (*write)(void const* member, std::string& out);
    /// What the reference page calls it: "a string", "a number or null".
    std::string_view expectation;
};

/// Appends `value` as a string of JSON, quoted and escaped.
void write_text(std::string& out, std::string_view value);

namespace scalars
{

fit take_text(std::string& member, std::string_view value);
fit take_number(std::string& member, number_token const& value);
void write(std::string const& member, std::string& out);

fit take_text(std::int64_t& member, std::string_view value);
fit take_number(std::int64_t& member, number_token const& value);
void write(std::int64_t const& member, std::string& out);

fit take_text(double& member, std::string_view value);
fit take_number(double& member, number_token const& value);
void write(double const& member, std::string& out);

fit take_text(decimal& member, std::string_view value);
fit take_number(decimal& member, number_token const& value);
void write(decimal const& member, std::string& out);

fit take_text(timestamp& member, std::string_view value);
fit take_number(timestamp& member, number_token const& value);
void write(timestamp const& member, std::string& out);

template <class Values>
fit take_text(open_enum<Values>& member, std::string_view value)
{
    member.assign(value);
    return member.is_known() ? fit::exact : fit::deviates;
}

template <class Values>
fit take_number(open_enum<Values>& member, number_token const& value)
{
    member.assign(value.text);
    return fit::deviates;
}

template <class Values>
void write(open_enum<Values> const& member, std::string& out)
{
    write_text(out, member.text());
}

template <class T>
constexpr std::string_view expectation = "a string";
template <>
inline constexpr std::string_view expectation<std::int64_t> = "an integer";
template <>
inline constexpr std::string_view expectation<double> = "a number";
template <>
inline constexpr std::string_view expectation<decimal> = "a number";
template <>
inline constexpr std::string_view expectation<timestamp> = "a time";
template <>
inline constexpr std::string_view expectation<std::optional<std::string>> = "a string or null";
template <>
inline constexpr std::string_view expectation<std::optional<std::int64_t>> = "an integer or null";
template <>
inline constexpr std::string_view expectation<std::optional<double>> = "a number or null";
template <>
inline constexpr std::string_view expectation<std::optional<decimal>> = "a number or null";
template <>
inline constexpr std::string_view expectation<std::optional<timestamp>> = "a time or null";
template <class Values>
inline constexpr std::string_view expectation<std::optional<open_enum<Values>>> =
    "a string or null";

/// A value that cannot be read must not leave a half-read one behind.
template <class T>
fit drop_unless_taken(std::optional<T>& member, fit result)
{
    if (result == fit::wrong)
        member.reset();
    return result;
}

template <class T>
fit take_text(std::optional<T>& member, std::string_view value)
{
    // Some producers write "" where they mean null.
    if (value.empty() && !std::is_same_v<T, std::string>)
    {
        member.reset();
        return fit::wrong;
    }
    return drop_unless_taken(member, take_text(member.emplace(), value));
}

template <class T>
fit take_number(std::optional<T>& member, number_token const& value)
{
    return drop_unless_taken(member, take_number(member.emplace(), value));
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
fit take_null(T&)
{
    return fit::deviates;
}

template <class T>
fit take_null(std::optional<T>& member)
{
    member.reset();
    return fit::exact;
}

} // namespace scalars

/// The scalar type of members declared as `T`.
template <class T>
inline constexpr scalar_type scalar_type_of = {
    [](void* member, std::string_view value) {
        return scalars::take_text(*static_cast<T*>(member), value);
    },
    [](void* member, number_token const& value) {
        return scalars::take_number(*static_cast<T*>(member), value);
    },
    [](void* member) { return scalars::take_null(*static_cast<T*>(member)); },
    [](void* member) { *static_cast<T*>(member) = T(); },
    [](void const* member, std::string& out) {
        scalars::write(*static_cast<T const*>(member), out);
    },
    scalars::expectation<T>,
};

namespace scalars
{

template <class T>
inline constexpr std::string_view quoted_expectation = "a string that holds a number";
template <class T>
inline constexpr std::string_view quoted_expectation<std::optional<T>> =
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

/// The scalar type of numbers declared as `T` that the reference page has as strings.
template <class T>
inline constexpr scalar_type quoted_type_of = {
    [](void* member, std::string_view value) {
        fit const result = scalars::take_text(*static_cast<T*>(member), value);
        return result == fit::deviates ? fit::exact : result;
    },
    [](void* member, number_token const& value) {
        fit const result = scalars::take_number(*static_cast<T*>(member), value);
        return result == fit::wrong ? result : fit::deviates;
    },
    scalar_type_of<T>.take_null,
    scalar_type_of<T>.reset,
    [](void const* member, std::string& out) {
        scalars::write_quoted(*static_cast<T const*>(member), out);
    },
    scalars::quoted_expectation<T>,
};

} // namespace signalwire::json
