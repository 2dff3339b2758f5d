#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace signalwire::detail
{

enum class http_method
{
    get,
    post,
    put,
    patch,
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
    case http_method::patch: return "PATCH";
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

/// Where the fields of a request are.
enum class body_type
{
    /// In the query of the target.
    none,
    /// In the body: `application/x-www-form-urlencoded`.
    form,
    /// In the body: `application/json`.
    json
};

/// How a response is decoded; known to the library only.
struct model_type;

/// An operation of the API as data: a new operation is a new constant.
struct operation_type
{
    /// Such as "calls.create".
    std::string_view name;
    http_method method = http_method::get;
    /// Below the account, such as "/Calls/{}/Recordings": an ID for each "{}".
    std::string_view path;
    retry_class retry = retry_class::safe;
    /// The status codes of success; unused elements are 0.
    std::array<int, 4> success{200, 203};
    body_type body = body_type::none;
    /// The fields that a request must have, separated by blanks.
    std::string_view required = {};
    /// A request with this field is unsafe, whatever `retry` says.
    std::string_view unsafe_field = {};
    /// Null if a response has no content.
    model_type const* model = nullptr;
    /// Whether 503 with `Retry-After` means that the server did not process the request.
    bool refuses_by_503 = false;
    /// The field that is an array of texts in JSON.
    std::string_view array_field = {};

    static constexpr int no_content = 204;

    /// Returns false if the response to a success has no content. If there is some, it is ignored.
    [[nodiscard]] constexpr bool has_content() const noexcept
    {
        return !is_success(no_content);
    }

    [[nodiscard]] constexpr bool is_success(int status) const noexcept
    {
        return status != 0 && std::find(success.begin(), success.end(), status) != success.end();
    }
};

/// An operation whose responses are decoded into a `Model`; `void` if they have no content.
template <class Model>
struct operation : operation_type
{
};

/// An operation whose responses are downloaded as they are.
struct content_operation : operation_type
{
    /// Whether the path ends in the format: `.wav`, `.mp3`.
    bool has_formats = false;
};

} // namespace signalwire::detail
