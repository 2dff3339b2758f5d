#include "http/response_parser.hpp"

#include "core/text.hpp"
#include "http/keep_alive.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

#include <string>
#include <string_view>

namespace signalwire::http
{

namespace beast = boost::beast;

namespace
{

/// The headers with the server's request id, in order of precedence.
constexpr std::string_view id_headers[] = {"x-request-id", "x-signalwire-request-id", "request-id"};

/// Returns the index of `name` in `id_headers`, or their number.
std::size_t id_rank(beast::string_view name) noexcept
{
    std::size_t rank = 0;
    for (std::string_view const header : id_headers)
    {
        if (beast::iequals(name, beast::string_view(header.data(), header.size())))
            break;
        ++rank;
    }
    return rank;
}

} // namespace

void response_parser::on_request_impl(beast::http::verb, text, text, int, error_code&) {}

void response_parser::on_response_impl(int code, text, int, error_code&)
{
    head_.status = code;
}

void response_parser::on_field_impl(
    beast::http::field name, text spelling, text value, error_code& ec)
{
    // The first of several equal fields is used.
    auto const keep = [value](std::string& member, bool& is_set) {
        if (!is_set)
            member.assign(value.data(), value.size());
        is_set = true;
    };
    switch (name)
    {
    case beast::http::field::content_type: return keep(head_.content_type, seen_.content_type);
    case beast::http::field::content_encoding:
        return keep(head_.content_encoding, seen_.content_encoding);
    case beast::http::field::retry_after: return keep(head_.retry_after, seen_.retry_after);
    case beast::http::field::location: return keep(head_.location, seen_.location);
    case beast::http::field::date: return keep(head_.date, seen_.date);
    case beast::http::field::content_length: seen_.content_length = true; break;
    case beast::http::field::transfer_encoding: seen_.transfer_encoding = true; break;
    case beast::http::field::keep_alive:
        if (!seen_.keep_alive)
            head_.keep_alive_timeout = parse_keep_alive({value.data(), value.size()});
        seen_.keep_alive = true;
        return;
    default: break;
    }
    if (head_.range)
        keep_range_field(name, value);
    // Prevents response smuggling by two lengths of a body. Beast detects only some cases.
    if (seen_.content_length && seen_.transfer_encoding)
        ec = beast::http::error::bad_transfer_encoding;
    if (std::size_t const rank = id_rank(spelling); rank < seen_.id_rank && !value.empty())
    {
        head_.request_id.assign(value.data(), value.size());
        seen_.id_rank = rank;
    }
}

void response_parser::keep_range_field(beast::http::field name, text value)
{
    range_fields& range = *head_.range;
    std::string_view const words(value.data(), value.size());
    switch (name)
    {
    case beast::http::field::etag: range.etag = words; break;
    case beast::http::field::last_modified: range.last_modified = words; break;
    case beast::http::field::content_range: range.content_range = words; break;
    case beast::http::field::content_length:
        range.content_length = core::parse_number<std::uint64_t>(words);
        break;
    default: break;
    }
}

void response_parser::on_header_impl(error_code&) {}

void response_parser::on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) {}

std::size_t response_parser::on_body_impl(text body, error_code&)
{
    return body.size();
}

void response_parser::on_chunk_header_impl(std::uint64_t, text, error_code&) {}

std::size_t response_parser::on_chunk_body_impl(std::uint64_t, text body, error_code&)
{
    return body.size();
}

void response_parser::on_finish_impl(error_code&) {}

} // namespace signalwire::http
