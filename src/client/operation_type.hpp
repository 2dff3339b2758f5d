#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace signalwire::client
{

enum class http_method
{
    get,
    post,
    put,
    remove
};

/// The method as the request line has it.
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

/// Whether a request may be sent again although the server may have processed it.
enum class retry_class
{
    /// It changes nothing.
    safe,
    /// A second time changes nothing more.
    idempotent,
    /// A second time may do the same again: bill twice, send twice.
    unsafe
};

/// What an operation of the API is: data, so that a new operation is a new constant.
struct operation_type
{
    /// Such as "calls.create".
    std::string_view name;
    http_method method = http_method::get;
    /// Below the account, such as "/Calls"; empty when each request brings its target.
    std::string_view path;
    retry_class retry = retry_class::safe;
    /// The statuses of success; 0 where there are fewer.
    std::array<int, 4> success{200, 203};

    [[nodiscard]] constexpr bool is_success(int status) const noexcept
    {
        return status != 0
            && std::find(success.begin(), success.end(), status) != success.end();
    }
};

/// One page of a list. A proxy that has changed it says 203.
inline constexpr operation_type get_page{"get_page", http_method::get, {}, retry_class::safe};

} // namespace signalwire::client
