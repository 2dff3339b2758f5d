#pragma once

#include "json/text_index.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Assembles a JSON string (RFC 8259 section 7) that has escapes or arrives in pieces, and
/// validates its UTF-8 (RFC 3629). Unpaired surrogates and each maximal invalid sequence become
/// U+FFFD, as in browsers. Raw control characters are kept.
class string_assembler
{
public:
    enum class outcome : unsigned char
    {
        need_more,
        done,
        invalid
    };

    /// Begins after the opening quote. The string may have `limit` bytes.
    void begin(std::size_t limit);

    /// Consumes characters up to and including the closing quote and advances `first`. `index` is
    /// that of the text.
    outcome take(char const*& first, char const* last, text_index const& index);

    /// The string. Requires `outcome::done`.
    [[nodiscard]] std::string_view text() const noexcept
    {
        return text_;
    }

    /// How the string deviates from JSON, as a lower-case message, or null.
    [[nodiscard]] char const* deviation() const noexcept
    {
        return deviation_;
    }

    /// Returns true if a part was replaced by U+FFFD.
    [[nodiscard]] bool is_damaged() const noexcept
    {
        return damaged_;
    }

    /// Why the string is invalid, as a lower-case message.
    [[nodiscard]] char const* error() const noexcept
    {
        return error_;
    }

private:
    /// What the next byte belongs to.
    enum class state : unsigned char
    {
        character,
        /// The second byte of an escape, or a hexadecimal digit.
        escape,
        digit,
        /// Of a low surrogate.
        low_backslash,
        low_u,
        /// Of a multibyte character.
        continuation
    };

    bool take_run(char const*& first, text_index const& index);
    bool take_byte(char byte);
    bool take_lead(unsigned char byte);
    bool take_continuation(unsigned char byte);
    bool take_escape(char byte);
    bool take_digit(char byte);
    bool take_unit();
    bool append(char byte);
    bool append_code_point(char32_t code);
    bool replace(char const* deviation);
    bool replace_and_retake(char const* deviation, state next);
    bool fail(char const* error) noexcept;

    std::string text_;
    std::size_t limit_ = 0;
    char const* error_ = "";
    char const* deviation_ = nullptr;
    bool damaged_ = false;
    /// The current byte belongs to what follows and must be read again.
    bool retake_ = false;
    state state_ = state::character;
    int missing_ = 0;
    /// The bytes of the incomplete character that were appended.
    std::size_t character_bytes_ = 0;
    /// The valid range of the next continuation byte.
    unsigned char min_byte_ = 0;
    unsigned char max_byte_ = 0;
    char32_t unit_ = 0;
    char32_t high_surrogate_ = 0;
};

} // namespace signalwire::json
