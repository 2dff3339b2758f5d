#pragma once

#include "json/number_grammar.hpp"
#include "json/reader.hpp"
#include "json/text_assembler.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Takes the text of a JSON document (RFC 8259) apart as it arrives and tells a reader what is in
/// it. Judges the grammar only, and alike however the text is cut into pieces. What other parsers
/// of JSON take is taken and reported as a deviation: a byte order mark, NaN and Infinity, raw
/// control characters, bad UTF-8, NUL behind the document.
///
/// What stands for itself in one piece, which is nearly everything, is passed on where it lies; the
/// rest is put together first. Three shortcuts make up most of the speed: the name that the reader
/// expects next is compared rather than scanned, plain text is scanned by the vector, and a member
/// that is followed by another one leads straight to it.
class tokenizer
{
public:
    /// `model` must outlive the tokenizer.
    explicit tokenizer(reader& model) noexcept
        : model_(model)
    {
    }

    /// Takes the next bytes. False when the document is wrong; the reader then has the error, and
    /// nothing more may be written.
    bool write(std::string_view bytes);

    /// Whether the document may end here. False when it is wrong or not complete, as above.
    bool finish();

    /// Whether the document has ended.
    [[nodiscard]] bool complete() const noexcept
    {
        return token_ == token::none && next_ == next::nothing;
    }

private:
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

    /// The token that has begun and goes on in the next piece.
    enum class token : unsigned char
    {
        none,
        name,
        text,
        number,
        literal
    };

    // Each takes what begins at `first` and gives where it ends; null when it is wrong.
    char const* resume(char const* first, char const* last);
    char const* take(char const* first, char const* last);
    char const* take_members(char const* first, char const* last);
    char const* take_name(char const* first, char const* last);
    char const* scan_name(char const* first, char const* last);
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

    char const* fail(std::string_view problem);
    char const* unexpected(std::string_view wanted, char found);

    reader& model_;
    next next_ = next::value;
    token token_ = token::none;
    unsigned depth_ = 0;
    /// One bit per level: whether it is an object.
    std::uint64_t objects_ = 0;
    text_assembler assembler_;
    number_grammar grammar_;
    std::string number_;
    std::string_view literal_;
    std::size_t literal_taken_ = 0;
    bool has_trailing_nul_ = false;
};

} // namespace signalwire::json
