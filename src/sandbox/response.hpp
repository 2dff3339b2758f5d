#pragma once

#include "sandbox/sound.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

struct operation_facts;

/// A response before serialization. Bodies are shared with the cache.
struct response
{
    using header_list = std::vector<std::pair<std::string, std::string>>;

    response() = default;

    response(int http_status, std::shared_ptr<std::string const> content)
        : status(http_status)
        , body(std::move(content))
    {
    }

    int status = 200;
    /// Headers other than those of every response.
    header_list headers;
    std::shared_ptr<std::string const> body;
    /// Takes the place of the body.
    std::optional<sound> sound_part;

    /// Returns the size of the body.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return sound_part ? sound_part->size() : body->size();
    }
};

/// Returns a response with `Content-Type: application/json`.
[[nodiscard]] response json_response(int status, std::shared_ptr<std::string const> body);

/// Returns an error response of the API: `{"code":…,"message":…,"more_info":…,"status":…}`.
[[nodiscard]] response error_response(int status, int code, std::string_view message);

/// Returns a 422 for an invalid parameter:
/// `{"type":…,"code":…,"message":…,"attribute":…,"url":…}`.
[[nodiscard]] response invalid_parameter(std::string_view name, std::string_view message);

/// Returns an error response in the shape that the operation has for that status. `attribute` is
/// the name of the field that it is about, if any.
[[nodiscard]] response refusal(
    operation_facts const& operation, int status, int code, std::string_view message,
    std::string_view attribute = {});

/// Returns a 404.
[[nodiscard]] response not_found();

/// Headers of a request for a part of a file. Those that are missing are empty.
struct range_headers
{
    range_headers() = default;

    std::string_view range;
    std::string_view if_range;
};

/// Returns a sound or picture, or the part of it that the headers ask for: RFC 9110, section 14. A
/// range that is malformed, or several, are ignored as the RFC allows.
[[nodiscard]] response sound_response(
    std::string_view media_type, std::uint64_t identity, std::size_t size,
    range_headers const& request);

} // namespace signalwire::sandbox::detail
