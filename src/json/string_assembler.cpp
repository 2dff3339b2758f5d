#include "json/string_assembler.hpp"

#include "core/text.hpp"
#include "json/utf8.hpp"

#include <utility>

namespace signalwire::json
{

namespace
{

/// Fits the longest common strings: page URIs with `\u0026`.
constexpr std::size_t default_capacity = 255;

constexpr char const* too_long = "a string is too long";
constexpr char const* no_utf8 = "invalid UTF-8";
constexpr char const* no_escape = "invalid escape";
constexpr char const* half_pair = "unpaired surrogate";
constexpr char const* raw_control = "unescaped control character";

constexpr bool is_high_surrogate(char32_t unit) noexcept
{
    return unit >= 0xd800 && unit < 0xdc00;
}

constexpr bool is_low_surrogate(char32_t unit) noexcept
{
    return unit >= 0xdc00 && unit < 0xe000;
}

} // namespace

void string_assembler::begin(std::size_t limit)
{
    text_.clear();
    text_.reserve(default_capacity);
    limit_ = limit;
    deviation_ = nullptr;
    damaged_ = false;
    retake_ = false;
    state_ = state::character;
    high_surrogate_ = 0;
}

string_assembler::outcome string_assembler::take(
    char const*& first, char const* last, text_index const& index)
{
    while (first != last)
    {
        if (state_ == state::character)
        {
            if (!take_run(first, index))
                return outcome::invalid;
            if (first == last)
                break;
            if (*first == '"')
            {
                ++first;
                return outcome::done;
            }
        }
        if (!take_byte(*first))
            return outcome::invalid;
        if (!std::exchange(retake_, false))
            ++first;
    }
    return outcome::need_more;
}

bool string_assembler::take_run(char const*& first, text_index const& index)
{
    char const* const end = index.skip_plain(first);
    auto const size = static_cast<std::size_t>(end - first);
    if (size > limit_ - text_.size())
        return fail(too_long);
    text_.append(first, size);
    first = end;
    return true;
}

bool string_assembler::take_byte(char byte)
{
    switch (state_)
    {
    case state::character: return take_lead(static_cast<unsigned char>(byte));
    case state::escape: return take_escape(byte);
    case state::digit: return take_digit(byte);
    case state::low_backslash:
        state_ = state::low_u;
        return byte == '\\' || replace_and_retake(half_pair, state::character);
    case state::low_u:
        state_ = state::digit;
        missing_ = 4;
        return byte == 'u' || replace_and_retake(half_pair, state::escape);
    case state::continuation: break;
    }
    return take_continuation(static_cast<unsigned char>(byte));
}

bool string_assembler::take_continuation(unsigned char byte)
{
    if (byte < min_byte_ || byte > max_byte_)
    {
        text_.resize(text_.size() - character_bytes_);
        return replace_and_retake(no_utf8, state::character);
    }
    min_byte_ = 0x80;
    max_byte_ = 0xbf;
    ++character_bytes_;
    if (--missing_ == 0)
        state_ = state::character;
    return append(static_cast<char>(byte));
}

/// The byte is a backslash, a control character or not ASCII.
bool string_assembler::take_lead(unsigned char byte)
{
    if (byte == '\\')
    {
        state_ = state::escape;
        return true;
    }
    if (byte < 0x20)
    {
        deviation_ = deviation_ ? deviation_ : raw_control;
        return append(static_cast<char>(byte));
    }
    utf8_lead const lead(byte);
    if (lead.missing == 0)
        return replace(no_utf8);
    state_ = state::continuation;
    character_bytes_ = 1;
    missing_ = lead.missing;
    min_byte_ = lead.min_byte;
    max_byte_ = lead.max_byte;
    return append(static_cast<char>(byte));
}

bool string_assembler::take_escape(char byte)
{
    state_ = state::character;
    switch (byte)
    {
    case '"':
    case '\\':
    case '/': return append(byte);
    case 'b': return append('\b');
    case 'f': return append('\f');
    case 'n': return append('\n');
    case 'r': return append('\r');
    case 't': return append('\t');
    case 'u':
        state_ = state::digit;
        missing_ = 4;
        unit_ = 0;
        return true;
    default: return fail(no_escape);
    }
}

bool string_assembler::take_digit(char byte)
{
    int const value = core::hex_digit(byte);
    if (value < 0)
        return fail(no_escape);
    unit_ = unit_ * 16 + static_cast<char32_t>(value);
    return --missing_ > 0 || take_unit();
}

/// Completes four digits: a character, or half of a surrogate pair.
bool string_assembler::take_unit()
{
    char32_t const unit = unit_;
    unit_ = 0;
    state_ = state::character;
    if (high_surrogate_ != 0)
    {
        if (!is_low_surrogate(unit))
        {
            high_surrogate_ = 0;
            unit_ = unit;
            return replace(half_pair) && take_unit();
        }
        char32_t const code = 0x10000 + ((high_surrogate_ - 0xd800) << 10) + (unit - 0xdc00);
        high_surrogate_ = 0;
        return append_code_point(code);
    }
    if (is_low_surrogate(unit))
        return replace(half_pair);
    if (!is_high_surrogate(unit))
        return append_code_point(unit);
    high_surrogate_ = unit;
    state_ = state::low_backslash;
    return true;
}

bool string_assembler::append(char byte)
{
    if (text_.size() == limit_)
        return fail(too_long);
    text_ += byte;
    return true;
}

bool string_assembler::append_code_point(char32_t code)
{
    auto const continuation = [&](unsigned shift) {
        return append(static_cast<char>(0x80 | (code >> shift & 0x3f)));
    };
    if (code < 0x80)
        return append(static_cast<char>(code));
    if (code < 0x800)
        return append(static_cast<char>(0xc0 | code >> 6)) && continuation(0);
    if (code < 0x10000)
        return append(static_cast<char>(0xe0 | code >> 12)) && continuation(6) && continuation(0);
    return append(static_cast<char>(0xf0 | code >> 18)) && continuation(12) && continuation(6)
        && continuation(0);
}

/// Appends U+FFFD for invalid text.
bool string_assembler::replace(char const* deviation)
{
    deviation_ = deviation_ ? deviation_ : deviation;
    damaged_ = true;
    high_surrogate_ = 0;
    return append_code_point(0xfffd);
}

/// Appends U+FFFD for invalid text that ended before the current byte, which is read again in the
/// state `next`.
bool string_assembler::replace_and_retake(char const* deviation, state next)
{
    state_ = next;
    retake_ = true;
    return replace(deviation);
}

bool string_assembler::fail(char const* error) noexcept
{
    error_ = error;
    return false;
}

} // namespace signalwire::json
