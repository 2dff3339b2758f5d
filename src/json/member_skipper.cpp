#include "json/member_skipper.hpp"

#include "json/usual_value.hpp"

namespace signalwire::json
{

namespace
{

/// Longer names and deeper values are left to the tokenizer, which has the limits.
constexpr std::ptrdiff_t max_name_size = 4096;
constexpr int max_depth = 4;

char const* end_of_container(
    char const* first, char const* limit, text_index const& index, int depth) noexcept;

/// Returns the end of the value, or null if it must be read otherwise. Inlined, because it is short
/// for strings and nulls, which nearly all are.
[[gnu::always_inline]] inline char const* end_of_value(
    char const* first, char const* limit, text_index const& index, int depth) noexcept
{
    if (*first == '"')
    {
        char const* const end = end_of_text(first + 1, limit, index);
        return end ? end + 1 : nullptr;
    }
    if (is_null(first) || load<std::uint32_t>(first) == load<std::uint32_t>("true"))
        return first + 4;
    if (*first == '{' || *first == '[')
        return depth > 0 ? end_of_container(first, limit, index, depth - 1) : nullptr;
    if (*first == 'f' && load<std::uint32_t>(first + 1) == load<std::uint32_t>("alse"))
        return first + 5;
    return scan_number(first).end;
}

/// Returns the end of the member whose name begins at `first`, or null.
[[gnu::always_inline]] inline char const* end_of_member(
    char const* first, char const* limit, text_index const& index, int depth) noexcept
{
    char const* const end = index.skip_plain(first + 1);
    if (end >= limit || load<std::uint16_t>(end) != load<std::uint16_t>("\":")
        || end - first > max_name_size)
        return nullptr;
    return end_of_value(end + 2, limit, index, depth);
}

[[gnu::noinline]] char const* end_of_container(
    char const* first, char const* limit, text_index const& index, int depth) noexcept
{
    bool const is_object = *first == '{';
    char const close = is_object ? '}' : ']';
    if (first[1] == close)
        return first + 2;
    do
    {
        ++first;
        if (is_object && *first != '"')
            return nullptr;
        first = is_object ? end_of_member(first, limit, index, depth)
                          : end_of_value(first, limit, index, depth);
    } while (first && first < limit && *first == ',');
    return first && first < limit && *first == close ? first + 1 : nullptr;
}

} // namespace

char const* skip_value(char const* first, char const* limit, text_index const& index) noexcept
{
    return end_of_value(first, limit, index, max_depth);
}

char const* skip_member(char const* first, char const* limit, text_index const& index) noexcept
{
    return end_of_member(first, limit, index, max_depth);
}

} // namespace signalwire::json
