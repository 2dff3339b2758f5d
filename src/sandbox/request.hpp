#pragma once

#include "sandbox/response.hpp"
#include "sandbox/send_plan.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include <optional>
#include <string>
#include <string_view>

/// What Beast's requests mean for us, and what its errors do.
namespace signalwire::sandbox::detail
{

using http_request = boost::beast::http::request<boost::beast::http::string_body>;

/// Beast's string views, which are Boost's in some versions and the standard's in others.
template <class View>
[[nodiscard]] std::string_view view(View text) noexcept
{
    return std::string_view(text.data(), text.size());
}

/// Keep-alive, version and method; the other members are for the caller.
[[nodiscard]] request_traits traits_of(http_request const& request);

/// RFC 9112, section 3.2: HTTP/1.1 demands one Host header; HTTP/1.0 does without.
[[nodiscard]] bool names_one_host(http_request const& request) noexcept;

[[nodiscard]] bool expects_continue(http_request const& request) noexcept;

/// The answer to a request that could not be read; nothing when there is nobody to answer.
[[nodiscard]] std::optional<answer> refusal_of(boost::system::error_code const& error);

/// Appends a chunk: RFC 9112, section 7.1. Nothing for an empty one, which would be the last.
void append_chunk(std::string& out, std::string_view data);

} // namespace signalwire::sandbox::detail
