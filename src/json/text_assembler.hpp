#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Puts together a string of JSON (RFC 8259 section 7) that does not stand for itself in one piece:
/// undoes escapes, checks UTF-8 (RFC 3629), and waits for what has not arrived yet. Half of a
/// surrogate pair and each maximal part of what is not UTF-8 become U+FFFD, as in a browser; raw
/// control characters stand for themselves.
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

    /// How the string deviates from JSON, as a clause; null if it does not.
    [[nodiscard]] char const* flaw() const noexcept
    {
        return flaw_;
    }

    /// Whether text of it was replaced by U+FFFD.
    [[nodiscard]] bool is_damaged() const noexcept
    {
        return damaged_;
    }

    /// Why it cannot be taken, as a clause.
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
    bool take_continuation(unsigned char byte);
    bool take_escape(char byte);
    bool take_digit(char byte);
    bool take_unit();
    bool append(char byte);
    bool append_code_point(char32_t code);
    bool replace(char const* flaw);
    bool replace_and_retake(char const* flaw, part next);
    bool fail(char const* problem) noexcept;

    std::string text_;
    std::size_t limit_ = 0;
    char const* problem_ = "";
    char const* flaw_ = nullptr;
    bool damaged_ = false;
    /// The byte that was taken last belongs to what follows it and is to be taken again.
    bool retake_ = false;
    part next_ = part::character;
    int missing_ = 0;
    /// How many bytes of the character that is not complete are in the text.
    std::size_t begun_ = 0;
    /// Between which the next continuation byte lies.
    unsigned char lowest_ = 0;
    unsigned char highest_ = 0;
    char32_t unit_ = 0;
    char32_t high_surrogate_ = 0;
};

} // namespace signalwire::json
