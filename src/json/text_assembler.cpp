#include "json/text_assembler.hpp"

#include "json/plain_text.hpp"

#include <utility>

namespace signalwire::json
{

namespace
{

/// Of the longest texts that are to be put together as a rule: the URIs of pages, with `\u0026`.
constexpr std::size_t usual_size = 255;

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

/// The value of a hexadecimal digit, or -1.
constexpr int digit_value(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

void text_assembler::begin(std::size_t limit)
{
    text_.clear();
    text_.reserve(usual_size);
    limit_ = limit;
    flaw_ = nullptr;
    damaged_ = false;
    retake_ = false;
    next_ = part::character;
    high_surrogate_ = 0;
}

text_assembler::outcome text_assembler::take(char const*& first, char const* last)
{
    while (first != last)
    {
        if (next_ == part::character)
        {
            if (!take_run(first, last))
                return outcome::wrong;
            if (first == last)
                break;
            if (*first == '"')
            {
                ++first;
                return outcome::done;
            }
        }
        if (!take_byte(*first))
            return outcome::wrong;
        if (!std::exchange(retake_, false))
            ++first;
    }
    return outcome::more;
}

bool text_assembler::take_run(char const*& first, char const* last)
{
    char const* const end = skip_plain(first, last);
    auto const size = static_cast<std::size_t>(end - first);
    if (size > limit_ - text_.size())
        return fail(too_long);
    text_.append(first, size);
    first = end;
    return true;
}

bool text_assembler::take_byte(char byte)
{
    switch (next_)
    {
    case part::character: return take_lead(static_cast<unsigned char>(byte));
    case part::escape: return take_escape(byte);
    case part::digit: return take_digit(byte);
    case part::low_backslash:
        next_ = part::low_u;
        return byte == '\\' || replace_and_retake(half_pair, part::character);
    case part::low_u:
        next_ = part::digit;
        missing_ = 4;
        return byte == 'u' || replace_and_retake(half_pair, part::escape);
    case part::continuation: break;
    }
    return take_continuation(static_cast<unsigned char>(byte));
}

bool text_assembler::take_continuation(unsigned char byte)
{
    if (byte < lowest_ || byte > highest_)
    {
        text_.resize(text_.size() - begun_);
        return replace_and_retake(no_utf8, part::character);
    }
    lowest_ = 0x80;
    highest_ = 0xbf;
    ++begun_;
    if (--missing_ == 0)
        next_ = part::character;
    return append(static_cast<char>(byte));
}

/// Neither plain nor a quote: a backslash, a control character, or more than ASCII.
bool text_assembler::take_lead(unsigned char byte)
{
    if (byte == '\\')
    {
        next_ = part::escape;
        return true;
    }
    if (byte < 0x20)
    {
        flaw_ = flaw_ ? flaw_ : raw_control;
        return append(static_cast<char>(byte));
    }
    // RFC 3629 section 4: neither overlong forms nor surrogates, nothing beyond U+10FFFF.
    if (byte < 0xc2 || byte > 0xf4)
        return replace(no_utf8);
    next_ = part::continuation;
    begun_ = 1;
    missing_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    lowest_ = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    highest_ = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    return append(static_cast<char>(byte));
}

bool text_assembler::take_escape(char byte)
{
    next_ = part::character;
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
        next_ = part::digit;
        missing_ = 4;
        unit_ = 0;
        return true;
    default: return fail(no_escape);
    }
}

bool text_assembler::take_digit(char byte)
{
    int const value = digit_value(byte);
    if (value < 0)
        return fail(no_escape);
    unit_ = unit_ * 16 + static_cast<char32_t>(value);
    return --missing_ > 0 || take_unit();
}

/// Four digits are complete: a character, or half of one.
bool text_assembler::take_unit()
{
    char32_t const unit = unit_;
    unit_ = 0;
    next_ = part::character;
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
    next_ = part::low_backslash;
    return true;
}

bool text_assembler::append(char byte)
{
    if (text_.size() == limit_)
        return fail(too_long);
    text_ += byte;
    return true;
}

bool text_assembler::append_code_point(char32_t code)
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

/// Something stands there that is no character.
bool text_assembler::replace(char const* flaw)
{
    flaw_ = flaw_ ? flaw_ : flaw;
    damaged_ = true;
    high_surrogate_ = 0;
    return append_code_point(0xfffd);
}

/// The same, and it ended before the byte that is being taken, which is `next`.
bool text_assembler::replace_and_retake(char const* flaw, part next)
{
    next_ = next;
    retake_ = true;
    return replace(flaw);
}

bool text_assembler::fail(char const* problem) noexcept
{
    problem_ = problem;
    return false;
}

} // namespace signalwire::json
