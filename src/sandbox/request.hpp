#pragma once

#include "sandbox/response.hpp"
#include "sandbox/send_plan.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Properties of Beast's requests, and responses to its errors.
namespace signalwire::sandbox::detail
{

using http_request = boost::beast::http::request<boost::beast::http::string_body>;

/// Converts Beast's string views, which are Boost's in some versions and the standard's in others.
template <class View>
[[nodiscard]] std::string_view view(View text) noexcept
{
    return std::string_view(text.data(), text.size());
}

/// Returns traits with keep-alive, version and method. The caller sets the other members.
[[nodiscard]] request_traits traits_of(http_request const& request);

/// Returns true if the request has one Host header, or needs none because it is HTTP/1.0. RFC 9112,
/// section 3.2.
[[nodiscard]] bool has_single_host(http_request const& request) noexcept;

[[nodiscard]] bool expects_continue(http_request const& request) noexcept;

/// Returns the response to an invalid request, or `nullopt` if the connection is lost.
[[nodiscard]] std::optional<response> error_response_to(boost::system::error_code const& error);

/// Appends a chunk: RFC 9112, section 7.1. Appends nothing if `data` is empty, because an empty
/// chunk is the last one.
void append_chunk(std::string& out, std::string_view data);

} // namespace signalwire::sandbox::detail
