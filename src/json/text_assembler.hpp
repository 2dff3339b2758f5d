#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Puts together a string of JSON (RFC 8259 section 7) that does not stand for itself in one piece:
/// undoes escapes, checks UTF-8 (RFC 3629), and waits for what has not arrived yet.
class text_assembler
{
public:
    enum class outcome : unsigned char
    {
        more,
        done,
        wrong
    };

    /// Begins behind the opening quote of a string that has `limit` bytes at most.
    void begin(std::size_t limit);

    /// Takes characters from [`first`, `last`) up to the closing quote and moves `first` behind
    /// what was taken.
    outcome take(char const*& first, char const* last);

    /// The string, once it is done.
    [[nodiscard]] std::string_view text() const noexcept
    {
        return text_;
    }

    /// What is wrong with it, as a clause.
    [[nodiscard]] char const* problem() const noexcept
    {
        return problem_;
    }

private:
    /// What the next byte is.
    enum class part : unsigned char
    {
        character,
        /// The second byte of an escape, or one of its hexadecimal digits.
        escape,
        digit,
        /// Of the second half of a surrogate pair.
        low_backslash,
        low_u,
        /// Of a character in several bytes.
        continuation
    };

    bool take_run(char const*& first, char const* last);
    bool take_byte(char byte);
    bool take_lead(unsigned char byte);
    bool take_escape(char byte);
    bool take_digit(char byte);
    bool take_unit();
    bool append(char byte);
    bool append_code_point(char32_t code);
    bool fail(char const* problem) noexcept;

    std::string text_;
    std::size_t limit_ = 0;
    char const* problem_ = "";
    part next_ = part::character;
    int missing_ = 0;
    /// Between which the next continuation byte lies.
    unsigned char lowest_ = 0;
    unsigned char highest_ = 0;
    char32_t unit_ = 0;
    char32_t high_surrogate_ = 0;
};

} // namespace signalwire::json
