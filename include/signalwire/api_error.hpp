#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire
{

/// The members of an error response.
///
/// Thread safety: a value type; distinct objects are independent.
struct api_error_details
{
    api_error_details() = default;

    /// HTTP status.
    int status = 0;
    /// Error code of the API; 0 if the response has none.
    int api_code = 0;
    /// Message of the API; empty if the response has none.
    std::string server_message;
    /// URL of the API's documentation of the code; empty if the response has none.
    std::string more_info;
    /// Target of a redirect (3xx), unmodified; empty if the response has none.
    std::string location;
    /// Delay requested by the server in `Retry-After`, if present.
    std::optional<std::chrono::seconds> retry_after;
    /// First bytes of the response body, unmodified.
    std::string body_prefix;
};

/// The API returned an error response: a status of 300 or more. Redirects are not followed.
///
/// `code()` is in `api_category()`: the API's error code, or else the HTTP status.
class api_error : public error
{
public:
    /// Constructed by the client, and by tests of programs that handle it.
    api_error(api_error_details details, error_context context);

    /// Returns the HTTP status.
    [[nodiscard]] int status() const noexcept;
    /// Returns the API's error code, such as 20003; 0 if the response has none.
    [[nodiscard]] int api_code() const noexcept;
    /// Returns the API's message, unmodified; empty if the response has none.
    [[nodiscard]] std::string const& server_message() const noexcept;
    /// Returns the URL of the API's documentation of the code; empty if the response has none.
    [[nodiscard]] std::string const& more_info() const noexcept;
    /// Returns the target of a redirect (3xx), at most 500 bytes of it; empty if there is none.
    /// Control characters, quotes and backslashes are escaped, credentials replaced by `***`.
    [[nodiscard]] std::string const& location() const noexcept;
    /// Returns the delay requested by the server in `Retry-After`, if present.
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const noexcept;
    /// Returns the first bytes of the response body, unmodified.
    [[nodiscard]] std::string const& body_prefix() const noexcept;

private:
    friend class error;

    static constexpr error_kind kind = error_kind::api;

    explicit api_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
