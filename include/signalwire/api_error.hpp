#pragma once

#include <signalwire/api_errc.hpp>
#include <signalwire/api_error_details.hpp>
#include <signalwire/error.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire
{

/// The API answered and refused: a status of 300 or more. Redirects are not followed.
/// `code()` is in `api_category()`: the API's code, or the HTTP status when it sent none.
class api_error : public error
{
public:
    /// For the client, and for tests of programs that handle it.
    api_error(api_error_details details, error_context context);

    /// The HTTP status.
    [[nodiscard]] int status() const noexcept;
    /// The API's own code, such as 20003; 0 when the response had none.
    [[nodiscard]] int api_code() const noexcept;
    /// The API's explanation, as it came; empty when the response had none.
    [[nodiscard]] std::string const& server_message() const noexcept;
    /// Where the API explains the code; empty when the response did not say.
    [[nodiscard]] std::string const& more_info() const noexcept;
    /// Where a redirect (3xx) leads, at most 500 bytes of it: control characters, quotes and
    /// backslashes escaped, `***` for credentials. Empty when the response did not say.
    [[nodiscard]] std::string const& location() const noexcept;
    /// How long the server wants to be left alone, when it said so.
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const noexcept;
    /// The first bytes of the response body, as they came.
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
