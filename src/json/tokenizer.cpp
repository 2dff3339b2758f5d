#include "json/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>
#include <utility>

namespace signalwire::json
{

namespace
{

constexpr bool is_space(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string_view view(char const* first, char const* last) noexcept
{
    return {first, static_cast<std::size_t>(last - first)};
}

} // namespace

bool tokenizer::write(std::string_view bytes)
{
    bool good = true;
    for (; good && !bytes.empty();
         bytes.remove_prefix(std::min(text_index::max_size, bytes.size())))
        good = write_piece(bytes.substr(0, text_index::max_size));
    return good;
}

bool tokenizer::write_piece(std::string_view bytes)
{
    index_.assign(bytes);
    char const* first = bytes.data();
    char const* const last = first + bytes.size();
    if (token_ != token::none)
        first = resume(first, last);
    while (first && first != last)
        first = is_space(*first) ? first + 1 : take(first, last);
    return first != nullptr;
}

bool tokenizer::finish()
{
    if (token_ == token::number && grammar_.complete() && depth_ == 0)
    {
        token_ = token::none;
        if (!end_number(number_))
            return false;
    }
    if (complete())
        return true;
    model_.set_error(errc::truncated_response, "the JSON ends before it is complete");
    return false;
}

char const* tokenizer::resume(char const* first, char const* last)
{
    switch (token_)
    {
    case token::number: return continue_number(first, last);
    case token::literal: return continue_literal(first, last);
    default: return assemble(first, last);
    }
}

char const* tokenizer::take(char const* first, char const* last)
{
    switch (next_)
    {
    case next::value_or_end:
        if (*first == ']')
            return end_container(first);
        [[fallthrough]];
    case next::value: return take_value(first, last);
    case next::name_or_end:
        if (*first == '}')
            return end_container(first);
        [[fallthrough]];
    case next::name: return take_members(first, last);
    case next::colon:
        if (*first != ':')
            return unexpected("a colon", *first);
        next_ = next::value;
        return first + 1;
    case next::comma_or_end: return take_comma_or_end(first);
    case next::nothing: break;
    }
    return take_trailer(first);
}

char const* tokenizer::take_trailer(char const* first)
{
    if (*first != '\0')
        return fail("unexpected data after the document");
    bool const is_first = !std::exchange(has_trailing_nul_, true);
    return !is_first
            || model_.on_document_deviation("json.trailing_nul", "NUL follows the document")
        ? first + 1
        : nullptr;
}

char const* tokenizer::take_members(char const* first, char const* last)
{
    if (*first != '"')
        return unexpected("a name", *first);
    char const* const end = model_.take_members(first, last, index_);
    if (end == first)
        return take_name(first + 1, last);
    after_value();
    return end;
}

char const* tokenizer::take_name(char const* first, char const* last)
{
    char const* const end = index_.skip_text(first);
    if (end != last && *end == '"' && static_cast<std::size_t>(end - first) <= max_name_size)
    {
        next_ = next::colon;
        return model_.key(view(first, end)) ? end + 1 : nullptr;
    }
    token_ = token::name;
    assembler_.begin(max_name_size);
    return assemble(first, last);
}

char const* tokenizer::take_value(char const* first, char const* last)
{
    switch (*first)
    {
    case '"': return take_text(first + 1, last);
    case '{': return begin_container(first, true);
    case '[': return begin_container(first, false);
    case 't': return begin_literal("true", first, last);
    case 'f': return begin_literal("false", first, last);
    case 'n': return begin_literal("null", first, last);
    case 'N': return begin_literal("NaN", first, last);
    case 'I': return begin_literal("Infinity", first, last);
    default: break;
    }
    if (depth_ == 0 && *first == byte_order_mark[0])
        return begin_literal(byte_order_mark, first, last);
    return take_number(first, last);
}

char const* tokenizer::begin_literal(std::string_view literal, char const* first, char const* last)
{
    literal_ = literal;
    token_ = token::literal;
    literal_taken_ = 0;
    return continue_literal(first, last);
}

char const* tokenizer::take_text(char const* first, char const* last)
{
    char const* const end = index_.skip_text(first);
    if (end != last && *end == '"' && static_cast<std::size_t>(end - first) <= max_text_size)
    {
        after_value();
        return model_.text(view(first, end)) ? end + 1 : nullptr;
    }
    token_ = token::text;
    assembler_.begin(max_text_size);
    return assemble(first, last);
}

char const* tokenizer::assemble(char const* first, char const* last)
{
    switch (assembler_.take(first, last, index_))
    {
    case string_assembler::outcome::need_more: return first;
    case string_assembler::outcome::invalid: return fail(assembler_.error());
    case string_assembler::outcome::done: break;
    }
    bool const is_name = token_ == token::name;
    token_ = token::none;
    next_ = next::colon;
    if (!is_name)
        after_value();
    char const* const deviation = assembler_.deviation();
    bool const taken = is_name
        ? model_.key(assembler_.text())
            && (!deviation || model_.on_invalid_string(deviation, false))
        : (!deviation || model_.on_invalid_string(deviation, assembler_.is_damaged()))
            && model_.text(assembler_.text());
    return taken ? first : nullptr;
}

char const* tokenizer::take_number(char const* first, char const* last)
{
    grammar_ = number_grammar();
    if (!grammar_.accept(*first))
        return unexpected("a value", *first);
    char const* end = first + 1;
    while (end != last && grammar_.accept(*end))
        ++end;
    bool const is_infinity = end != last && *end == 'I';
    if (end != last && !is_infinity && static_cast<std::size_t>(end - first) <= max_number_size)
        return end_number(view(first, end)) ? end : nullptr;
    token_ = token::number;
    number_.clear();
    grammar_ = number_grammar();
    return continue_number(first, last);
}

char const* tokenizer::continue_number(char const* first, char const* last)
{
    for (; first != last && grammar_.accept(*first); ++first)
    {
        if (number_.size() == max_number_size)
            return fail("a number is too long");
        number_ += *first;
    }
    if (first == last)
        return first;
    if (*first == 'I' && number_ == "-")
    {
        begin_literal("-Infinity", number_.data(), number_.data() + number_.size());
        return continue_literal(first, last);
    }
    token_ = token::none;
    return end_number(number_) ? first : nullptr;
}

bool tokenizer::end_number(std::string_view text)
{
    if (!grammar_.complete())
        return fail("a number ends before it is complete");
    number_token value;
    value.text = text;
    std::int64_t integer = 0;
    if (grammar_.is_integer()
        && std::from_chars(text.data(), text.data() + text.size(), integer).ec == std::errc())
        value.integer = integer;
    after_value();
    return model_.number(value);
}

char const* tokenizer::continue_literal(char const* first, char const* last)
{
    for (; literal_taken_ != literal_.size(); ++first, ++literal_taken_)
    {
        if (first == last)
            return first;
        if (*first != literal_[literal_taken_])
            return unexpected(literal_, *first);
    }
    token_ = token::none;
    return end_literal() ? first : nullptr;
}

bool tokenizer::end_literal()
{
    switch (literal_.front())
    {
    case 't':
    case 'f': after_value(); return model_.boolean(literal_ == "true");
    case 'n': after_value(); return model_.null();
    case byte_order_mark[0]:
        return model_.on_document_deviation(
            "json.byte_order_mark", "a byte order mark precedes the document");
    default: after_value(); return model_.non_finite_number(literal_);
    }
}

char const* tokenizer::begin_container(char const* first, bool object)
{
    if (depth_ == max_depth)
        return fail("nested too deeply");
    ++depth_;
    std::uint64_t const bit = std::uint64_t{1} << depth_;
    objects_ = object ? objects_ | bit : objects_ & ~bit;
    next_ = object ? next::name_or_end : next::value_or_end;
    return (object ? model_.begin_object() : model_.begin_list()) ? first + 1 : nullptr;
}

char const* tokenizer::end_container(char const* first)
{
    bool const object = in_object();
    --depth_;
    after_value();
    return (object ? model_.end_object() : model_.end_list()) ? first + 1 : nullptr;
}

char const* tokenizer::take_comma_or_end(char const* first)
{
    bool const object = in_object();
    if (*first == ',')
    {
        next_ = object ? next::name : next::value;
        return first + 1;
    }
    if (*first == (object ? '}' : ']'))
        return end_container(first);
    return unexpected(object ? "a comma or a brace" : "a comma or a bracket", *first);
}

char const* tokenizer::fail(std::string_view error)
{
    model_.set_error(errc::invalid_json, std::string(error));
    return nullptr;
}

char const* tokenizer::unexpected(std::string_view expected, char found)
{
    std::array<char, 16> text{};
    auto const byte = static_cast<unsigned char>(found);
    std::snprintf(text.data(), text.size(), byte > 0x20 && byte < 0x7f ? "'%c'" : "0x%02x", byte);
    return fail(std::string("expected ").append(expected).append(", found ").append(text.data()));
}

} // namespace signalwire::json
