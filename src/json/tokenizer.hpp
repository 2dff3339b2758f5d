#pragma once

#include "json/model_builder.hpp"
#include "json/number_grammar.hpp"
#include "json/string_assembler.hpp"
#include "json/text_index.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Splits the text of a JSON document (RFC 8259) into events for a model builder, as it arrives.
/// Checks the grammar only; the result does not depend on how the text is split. Accepted and
/// reported as deviations, as other parsers do: a byte order mark, NaN and Infinity, raw control
/// characters, invalid UTF-8, NUL after the document.
///
/// Text without escapes in one piece, which is nearly all, is passed on in place; the rest is
/// assembled first. Three shortcuts make it fast: the name expected next is compared, not scanned;
/// plain text is scanned with vector instructions; and a member that directly follows another is
/// read in the same loop.
class tokenizer
{
public:
    /// Lifetime: `model` must outlive the tokenizer.
    explicit tokenizer(model_builder& model) noexcept
        : model_(model)
    {
    }

    /// Reads the next bytes. Returns false if the document is invalid: the model builder has the
    /// error, and nothing more may be written.
    bool write(std::string_view bytes);

    /// Ends the document. Returns false if it is invalid or incomplete.
    bool finish();

    /// Returns true if the document has ended.
    [[nodiscard]] bool complete() const noexcept
    {
        return token_ == token::none && next_ == next::nothing;
    }

private:
    bool write_piece(std::string_view bytes);

    static constexpr unsigned max_depth = 32;
    static constexpr std::size_t max_name_size = 4096;
    static constexpr std::size_t max_text_size = 1 << 20;
    static constexpr std::size_t max_number_size = 4096;

    /// What the grammar allows next, between tokens.
    enum class next : unsigned char
    {
        value,
        value_or_end,
        name,
        name_or_end,
        colon,
        comma_or_end,
        nothing
    };

    /// The incomplete token that continues in the next piece.
    enum class token : unsigned char
    {
        none,
        name,
        text,
        number,
        literal
    };

    // Each consumes what begins at `first` and returns its end, or null on error.
    char const* resume(char const* first, char const* last);
    char const* take(char const* first, char const* last);
    char const* take_members(char const* first, char const* last);
    char const* take_name(char const* first, char const* last);
    char const* take_value(char const* first, char const* last);
    char const* take_text(char const* first, char const* last);
    char const* take_number(char const* first, char const* last);
    char const* assemble(char const* first, char const* last);
    char const* continue_number(char const* first, char const* last);
    char const* continue_literal(char const* first, char const* last);
    char const* begin_container(char const* first, bool object);
    char const* begin_literal(std::string_view literal, char const* first, char const* last);
    char const* end_container(char const* first);
    char const* take_trailer(char const* first);
    char const* take_comma_or_end(char const* first);

    bool end_number(std::string_view text);
    bool end_literal();

    void after_value() noexcept
    {
        next_ = depth_ == 0 ? next::nothing : next::comma_or_end;
    }

    [[nodiscard]] bool in_object() const noexcept
    {
        return (objects_ >> depth_ & 1U) != 0;
    }

    char const* fail(std::string_view error);
    char const* unexpected(std::string_view expected, char found);

    model_builder& model_;
    text_index index_;
    next next_ = next::value;
    token token_ = token::none;
    unsigned depth_ = 0;
    /// One bit per level: set for an object.
    std::uint64_t objects_ = 0;
    string_assembler assembler_;
    number_grammar grammar_;
    std::string number_;
    std::string_view literal_;
    std::size_t literal_taken_ = 0;
    bool has_trailing_nul_ = false;
};

} // namespace signalwire::json
