#pragma once

#include <signalwire/error.hpp>
#include <signalwire/request_timeline.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{

enum class http_method
{
    get,
    post,
    put,
    remove
};

/// The method in the request line.
constexpr std::string_view to_string(http_method value) noexcept
{
    switch (value)
    {
    case http_method::get: return "GET";
    case http_method::post: return "POST";
    case http_method::put: return "PUT";
    case http_method::remove: break;
    }
    return "DELETE";
}

/// Whether a request may be repeated after the server may have processed it.
enum class retry_class
{
    /// It has no effect.
    safe,
    /// Repeating it has no further effect.
    idempotent,
    /// Repeating it may repeat the effect: bill twice, send twice.
    unsafe
};

/// An operation of the API as data: a new operation is a new constant.
struct operation_type
{
    /// Such as "calls.create".
    std::string_view name;
    http_method method = http_method::get;
    /// Relative to the account, such as "/Calls"; empty if each request has its own target.
    std::string_view path;
    retry_class retry = retry_class::safe;
    /// The status codes of success; unused elements are 0.
    std::array<int, 4> success{200, 203};

    [[nodiscard]] constexpr bool is_success(int status) const noexcept
    {
        return status != 0 && std::find(success.begin(), success.end(), status) != success.end();
    }
};

/// One page of a list. A proxy that modified it sends 203.
inline constexpr operation_type get_page{"get_page", http_method::get, {}, retry_class::safe};

/// A request, entirely in memory: each attempt sends it again.
struct request
{
    request(
        operation_type const& kind, std::string resource, std::string media_type = {},
        std::string content = {})
        : type(&kind)
        , target(std::move(resource))
        , content_type(std::move(media_type))
        , body(std::move(content))
    {
    }

    operation_type const* type;
    /// The path and the query.
    std::string target;
    std::string content_type;
    std::string body;
    /// Belongs to a stream that has begun: may be sent during a shutdown.
    bool of_stream = false;
};

/// The measurements of a successful request.
struct fetch_report
{
    fetch_report() = default;

    request_timeline times;
    /// The size of the body after decompression.
    std::uint64_t body_bytes = 0;
};

/// A request that has ended, well or not.
using fetch_result = boost::system::result<fetch_report, error_ptr>;

} // namespace signalwire::client
