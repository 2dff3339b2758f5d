#pragma once

#include <signalwire/detail/operation_type.hpp>
#include <signalwire/error.hpp>
#include <signalwire/request_timeline.hpp>

#include <boost/system/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{

using detail::http_method;
using detail::operation_type;
using detail::retry_class;

/// One page of a list. A proxy that modified it sends 203.
inline constexpr operation_type get_page{"get_page", http_method::get, {}, retry_class::safe};

/// A request, entirely in memory: each attempt sends it again.
struct request
{
    request(
        operation_type const& kind, std::string resource, std::string media_type = {},
        std::string content = {})
        : type(kind)
        , target(std::move(resource))
        , content_type(std::move(media_type))
        , body(std::move(content))
    {
    }

    operation_type type;
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
