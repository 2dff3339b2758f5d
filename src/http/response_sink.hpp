#pragma once

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::http
{

/// The header fields about what a response has of a content (RFC 9110 sections 8.8 and 14.4).
struct range_fields
{
    range_fields() = default;

    std::string etag;
    std::string last_modified;
    std::string content_range;
    std::optional<std::uint64_t> content_length;
};

/// The parts of a response header that the client uses.
struct response_head
{
    response_head() = default;

    int status = 0;
    std::string content_type;
    std::string content_encoding;
    std::string retry_after;
    /// The time of the response by the server's clock.
    std::string date;
    /// The target of a redirect.
    std::string location;
    /// The server's request id, from any of its headers.
    std::string request_id;
    /// The keep-alive timeout (`Keep-Alive: timeout`), if sent.
    std::chrono::seconds keep_alive_timeout = std::chrono::hours(24);
    /// For a sink that `takes_bytes`.
    std::optional<range_fields> range;
};

/// Receives a response as it arrives.
class response_sink
{
public:
    virtual ~response_sink() = default;

    /// Returns true if the body of a successful response is wanted as it is: a content coding is an
    /// error, and the header's range fields are kept.
    [[nodiscard]] virtual bool takes_bytes() const noexcept
    {
        return false;
    }

    virtual void on_head(response_head const& head) = 0;

    /// Reports a harmless deviation from HTTP; `name` is such as `http.status_line`. Called after
    /// `on_head`. See `on_body` for `ec`.
    virtual void on_deviation(std::string_view name, boost::system::error_code& ec)
    {
        static_cast<void>(name);
        static_cast<void>(ec);
    }

    /// Receives a piece of the body without its transfer coding. Setting `ec` ends the exchange
    /// with a protocol failure.
    virtual void on_body(std::string_view bytes, boost::system::error_code& ec) = 0;

    /// Returns true if the body so far is complete by its content, so that an abrupt end of the
    /// connection loses nothing.
    [[nodiscard]] virtual bool complete() const
    {
        return false;
    }

    /// All received bytes were processed, and the response is incomplete: the client waits for the
    /// network.
    virtual void on_input_drained() {}

    /// The body is complete. See `on_body` for `ec`.
    virtual void on_end(boost::system::error_code& ec) = 0;

protected:
    response_sink() = default;
    response_sink(response_sink const&) = default;
    response_sink& operator=(response_sink const&) = default;
};

} // namespace signalwire::http
