#include "json/member_reader.hpp"

#include "json/member_skipper.hpp"
#include "json/usual_value.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::json
{

namespace
{

static_assert(usual_margin >= 2 * quoted_name::max_size);
/// A string of this size fits into a `std::string` without memory of its own.
constexpr std::size_t short_size = 15;

void construct_short(std::string& target, char const* first, std::size_t size) noexcept
{
    // A constant number of bytes is copied without a call.
    std::destroy_at(&target);
    std::construct_at(&target, first, short_size)->erase(size);
}

void set_text(std::string& target, char const* first, std::size_t size)
{
    if (size <= short_size)
        construct_short(target, first, size);
    else
        target = std::string(first, size);
}

void set_text(std::optional<std::string>& target, char const* first, std::size_t size)
{
    if (size <= short_size)
        target.emplace(first, short_size).erase(size);
    else
        target.emplace(first, size);
}

template <class T>
T& at(void* address) noexcept
{
    return *static_cast<T*>(address);
}

template <class Integer>
char const* read_integer(void* target, char const* first) noexcept
{
    short_number const number = scan_number(first);
    if (number.end && number.is_integer)
        at<Integer>(target) = number.unscaled;
    return number.is_integer ? number.end : nullptr;
}

template <class Number>
char const* read_number(void* target, char const* first) noexcept
{
    short_number const number = scan_number(first);
    if (number.end)
        at<Number>(target) = decimal(number.unscaled, number.places);
    return number.end;
}

char const* end_of_null(frame const& object, member_schema const& member, char const* first)
{
    if (!member.scalar->nullable)
        return nullptr;
    // The members of our models are null from the beginning.
    if (object.object->is_projection)
        member.scalar->from_null(member.address(object.address));
    return first + 4;
}

template <class Text>
char const* read_text(void* target, char const* first, char const* limit, text_index const& index)
{
    char const* const end = *first == '"' ? end_of_text(first + 1, limit, index) : nullptr;
    if (!end)
        return nullptr;
    set_text(at<Text>(target), first + 1, static_cast<std::size_t>(end - first - 1));
    return end + 1;
}

template <class Time>
char const* read_time(void* target, char const* first, core::usual_time_parser& times) noexcept
{
    if (*first != '"' || first[core::usual_time_size + 1] != '"')
        return nullptr;
    std::optional<timestamp> const time = times.parse(first + 1);
    if (!time)
        return nullptr;
    at<Time>(target) = *time;
    return first + core::usual_time_size + 2;
}

/// Reads the remaining types by their functions, unless they find a deviation.
char const* read_other(
    scalar_schema const& type, void* target, char const* first, char const* limit,
    text_index const& index)
{
    if (*first == '"')
    {
        char const* const end = end_of_text(first + 1, limit, index);
        bool const taken = end
            && type.from_string(target, {first + 1, static_cast<std::size_t>(end - first - 1)})
                == conversion::exact;
        return taken ? end + 1 : nullptr;
    }
    short_number const number = scan_number(first);
    if (!number.end)
        return nullptr;
    number_token token;
    token.text = {first, static_cast<std::size_t>(number.end - first)};
    if (number.is_integer)
        token.integer = number.unscaled;
    return type.from_number(target, token) == conversion::exact ? number.end : nullptr;
}

/// Returns the end of the value, or null if it must be read otherwise; the member's value does not
/// matter then.
char const* read_value(
    scalar_schema const& type, void* target, char const* first, char const* limit,
    text_index const& index, core::usual_time_parser& times)
{
    switch (type.kind)
    {
    case scalar_kind::text: return read_text<std::string>(target, first, limit, index);
    case scalar_kind::optional_text:
        return read_text<std::optional<std::string>>(target, first, limit, index);
    case scalar_kind::integer: return read_integer<std::int64_t>(target, first);
    case scalar_kind::optional_integer:
        return read_integer<std::optional<std::int64_t>>(target, first);
    case scalar_kind::number: return read_number<decimal>(target, first);
    case scalar_kind::optional_number: return read_number<std::optional<decimal>>(target, first);
    case scalar_kind::time: return read_time<timestamp>(target, first, times);
    case scalar_kind::optional_time:
        return read_time<std::optional<timestamp>>(target, first, times);
    case scalar_kind::other: break;
    }
    return read_other(type, target, first, limit, index);
}

/// Returns the end of a value that is skipped, or null. Most are texts and nulls.
char const* end_of_unwanted(char const* first, char const* limit, text_index const& index) noexcept
{
    if (is_null(first))
        return first + 4;
    char const* const end = *first == '"' ? end_of_text(first + 1, limit, index) : nullptr;
    return end ? end + 1 : skip_value(first, limit, index);
}

/// Returns true in a projection if the name at `first`, which is none of those that are expected,
/// is not one of those before either.
bool is_unknown(frame const& object, char const* first) noexcept
{
    return object.object->is_projection
        && std::none_of(
               object.members.begin(), object.members.end(),
               [first](member_schema const& each) { return each.quoted.begins(first); });
}

/// Returns true if what is expected can be read: what comes out of order is left to the tokenizer,
/// until the end of the object.
bool can_read(frame const& object) noexcept
{
    return object.expected < object.members.size() && object.seen >> object.expected == 0;
}

} // namespace

[[gnu::always_inline]] inline char const* member_reader::read_member(
    frame& object, char const* first, char const* limit, text_index const& index)
{
    member_schema const* const members = object.members.data();
    std::size_t const size = object.members.size();
    std::size_t next = object.expected;
    // Members may be missing.
    while (next != size && !members[next].quoted.begins(first))
        ++next;
    if (next == size)
        return is_unknown(object, first) ? skip_member(first, limit, index) : nullptr;
    member_schema const& member = members[next];
    char const* const value = first + member.quoted.size();
    char const* after = nullptr;
    if (!member.scalar)
        after = member.is_wanted() ? nullptr : end_of_unwanted(value, limit, index);
    else if (is_null(value))
        after = end_of_null(object, member, value);
    else
        after =
            read_value(*member.scalar, member.address(object.address), value, limit, index, times_);
    if (after)
    {
        object.seen |= std::uint64_t{1} << next;
        object.member = next;
        object.expected = next + 1;
    }
    return after;
}

char const* member_reader::read(
    frame& object, char const* first, char const* last, text_index const& index)
{
    if (last - first < usual_margin || !can_read(object))
        return first;
    char const* const limit = last - usual_margin;
    char const* end = first;
    for (char const* name = first; name < limit; name = end + 1)
    {
        char const* const after = read_member(object, name, limit, index);
        if (!after)
            break;
        end = after;
        if (end >= limit || !is_next_member(end))
            break;
    }
    return end;
}

} // namespace signalwire::json
