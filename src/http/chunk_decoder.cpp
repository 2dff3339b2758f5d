#include "http/chunk_decoder.hpp"

#include "core/text.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace signalwire::http
{

using boost::beast::http::error;

namespace
{

constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

/// Control characters that are invalid in any line.
constexpr bool is_forbidden(char c) noexcept
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

} // namespace

std::size_t chunk_decoder::write(std::string_view bytes, error_code& ec)
{
    ec = {};
    std::size_t used = 0;
    while (!ec && step_ != step::complete && used < bytes.size())
    {
        if (step_ == step::data)
            used += forward_data(bytes.substr(used), ec);
        else
            on_character(bytes[used++], ec);
    }
    return used;
}

std::size_t chunk_decoder::forward_data(std::string_view bytes, error_code& ec)
{
    bytes = bytes.substr(0, std::min<std::uint64_t>(size_, bytes.size()));
    size_ -= bytes.size();
    if (size_ == 0)
        step_ = step::data_return;
    sink_.on_body(bytes, ec);
    sink_failed_ = ec.failed();
    return bytes.size();
}

void chunk_decoder::on_character(char c, error_code& ec)
{
    if (++line_size_ > line_limit_)
    {
        ec = error::header_limit;
        return;
    }
    switch (step_)
    {
    case step::size: return on_size(c, ec);
    case step::blank:
    case step::extension: return on_size_end(c, ec);
    case step::size_feed:
        if (c == '\n')
            end_size(ec);
        else
            ec = error::bad_line_ending;
        return;
    case step::data_return:
    case step::data_feed:
        if (c != (step_ == step::data_return ? '\r' : '\n'))
            ec = error::bad_chunk;
        step_ = step_ == step::data_return ? step::data_feed : step::size;
        line_size_ = 0;
        return;
    default: return on_trailer(c, ec);
    }
}

void chunk_decoder::on_size(char c, error_code& ec)
{
    int const value = core::hex_digit(c);
    if (value < 0 && has_digits_)
        return on_size_end(c, ec);
    // Another digit would overflow.
    if (value < 0 || size_ >> 60 != 0)
    {
        ec = error::bad_chunk;
        return;
    }
    has_digits_ = true;
    size_ = size_ << 4 | static_cast<std::uint64_t>(value);
}

void chunk_decoder::on_size_end(char c, error_code& ec)
{
    if (step_ == step::blank && (c == '\r' || c == '\n'))
        report_deviation(size_deviates_, "http.chunk_size", ec);
    if (ec)
        return;
    if (c == '\r')
        step_ = step::size_feed;
    else if (step_ == step::extension)
    {
        // Parsers disagree whether a bare LF ends an extension.
        if (is_forbidden(c))
            ec = error::bad_chunk_extension;
    }
    else if (c == '\n')
    {
        report_deviation(end_deviates_, "http.line_end", ec);
        if (!ec)
            end_size(ec);
    }
    else if (c == ';')
        step_ = step::extension;
    else if (is_blank(c))
        step_ = step::blank;
    else
        ec = error::bad_chunk;
}

void chunk_decoder::end_size(error_code& ec)
{
    if (size_ > body_left_)
        ec = error::body_limit;
    body_left_ -= std::min(size_, body_left_);
    step_ = size_ > 0 ? step::data : step::trailer_begin;
    line_size_ = 0;
    has_digits_ = false;
}

void chunk_decoder::on_trailer(char c, error_code& ec)
{
    switch (step_)
    {
    case step::trailer_begin:
        if (c == '\r')
            step_ = step::last_feed;
        else if (c == '\n')
            end_trailer(c, ec);
        else if (c == ':' || is_blank(c) || is_forbidden(c))
            ec = error::bad_field;
        else
            step_ = step::trailer_name;
        break;
    case step::trailer_name:
        if (is_blank(c) || is_forbidden(c))
            ec = error::bad_field;
        else if (c == ':')
            step_ = step::trailer_value;
        break;
    case step::trailer_value:
        if (c == '\r')
            step_ = step::trailer_feed;
        else if (c == '\n')
            end_trailer(c, ec);
        else if (is_forbidden(c))
            ec = error::bad_value;
        break;
    default: return end_trailer(c, ec);
    }
}

/// `c` must be an LF; a missing CR is a deviation.
void chunk_decoder::end_trailer(char c, error_code& ec)
{
    bool const has_return = step_ == step::trailer_feed || step_ == step::last_feed;
    bool const is_last = step_ == step::last_feed || step_ == step::trailer_begin;
    if (c != '\n')
        ec = error::bad_line_ending;
    else if (!has_return)
        report_deviation(end_deviates_, "http.line_end", ec);
    if (!ec)
        step_ = is_last ? step::complete : step::trailer_begin;
}

void chunk_decoder::report_deviation(bool& already_reported, std::string_view name, error_code& ec)
{
    if (already_reported)
        return;
    already_reported = true;
    sink_.on_deviation(name, ec);
    sink_failed_ = ec.failed();
}

} // namespace signalwire::http
