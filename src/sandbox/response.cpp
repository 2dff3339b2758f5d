#include "sandbox/response.hpp"

#include "sandbox/facts.hpp"
#include "sandbox/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view documentation = "https://developer.signalwire.com/compatibility-api/";

/// `quote` is around the code.
std::shared_ptr<std::string const> body_of(
    int status, int code, std::string_view message, std::string_view quote)
{
    std::string body = "{\"code\":";
    body.append(quote).append(std::to_string(code)).append(quote) += ",\"message\":";
    append_string(body, message);
    body += ",\"more_info\":";
    append_string(body, std::string(documentation) + "errors/" + std::to_string(code));
    body += ",\"status\":" + std::to_string(status) + "}";
    return std::make_shared<std::string const>(std::move(body));
}

} // namespace

response json_response(int status, std::shared_ptr<std::string const> body)
{
    response result(status, std::move(body));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

response error_response(int status, int code, std::string_view message)
{
    return json_response(status, body_of(status, code, message, ""));
}

response invalid_parameter(std::string_view name, std::string_view message)
{
    std::string body = "{\"type\":\"validation_error\",\"code\":\"invalid_parameter\",\"message\":";
    append_string(body, std::string(name).append(": ").append(message));
    body += ",\"attribute\":";
    append_string(body, name);
    body += ",\"url\":";
    append_string(body, documentation);
    body += "}";
    return json_response(422, std::make_shared<std::string const>(std::move(body)));
}

response refusal(
    operation_facts const& operation, int status, int code, std::string_view message,
    std::string_view attribute)
{
    std::string const text =
        std::string(attribute).append(attribute.empty() ? "" : " ").append(message);
    if (status == 422 && operation.has("parameter_422"))
        return invalid_parameter(attribute, message);
    if (status == 422 && operation.has("text_code_422"))
        return json_response(status, body_of(status, code, text, "\""));
    if (status == 422 && operation.has("strings_422"))
    {
        std::string body = "{\"errors\":[";
        append_string(body, text);
        return json_response(status, std::make_shared<std::string const>(body + "]}"));
    }
    if (status == 400 && operation.has("array_400"))
    {
        return json_response(
            status,
            std::make_shared<std::string const>(
                "{\"errors\":[" + *body_of(status, code, text, "\"") + "]}"));
    }
    return error_response(status, code, text);
}

response not_found()
{
    return error_response(404, 20404, "The requested resource was not found");
}

namespace
{

struct byte_range
{
    byte_range(std::size_t begin, std::size_t after_end) noexcept
        : first(begin)
        , end(after_end)
    {
    }

    std::size_t first;
    std::size_t end;
};

std::optional<std::size_t> number(std::string_view text) noexcept
{
    std::size_t result = 0;
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, result);
    return error == std::errc() && stop == end ? std::optional(result) : std::nullopt;
}

/// Returns the range of `bytes=…`: empty if none is within `size`, `nullopt` if it is malformed.
std::optional<byte_range> parse_range(std::string_view text, std::size_t size)
{
    constexpr std::string_view unit = "bytes=";
    std::size_t const dash = text.find('-');
    if (!text.starts_with(unit) || dash == std::string_view::npos)
        return std::nullopt;
    std::optional<std::size_t> const first = number(text.substr(unit.size(), dash - unit.size()));
    std::optional<std::size_t> const last = number(text.substr(dash + 1));
    if (dash == unit.size())
        return last ? std::optional(byte_range(size - std::min(size, *last), size)) : std::nullopt;
    if (!first || (!last && dash + 1 != text.size()) || (last && *last < *first))
        return std::nullopt;
    std::size_t const end = last ? std::min(size, *last + 1) : size;
    return byte_range(std::min(*first, end), end);
}

} // namespace

response sound_response(
    std::string_view media_type, std::uint64_t identity, std::size_t size,
    range_headers const& request)
{
    sound const whole(media_type, identity, size);
    std::string const total = std::to_string(whole.size());
    std::string const tag = '"' + std::to_string(identity) + '-' + total + '"';
    response result;
    result.sound_part = whole;
    result.headers.emplace_back("Content-Type", media_type);
    result.headers.emplace_back("Accept-Ranges", "bytes");
    result.headers.emplace_back("ETag", tag);
    bool const is_current = request.if_range.empty() || request.if_range == tag;
    std::optional<byte_range> const range =
        is_current ? parse_range(request.range, whole.size()) : std::nullopt;
    if (!range)
        return result;
    bool const is_empty = range->first == range->end;
    std::string const bounds =
        std::to_string(range->first) + '-' + std::to_string(range->end - (is_empty ? 0 : 1));
    result.headers.emplace_back(
        "Content-Range", "bytes " + (is_empty ? "*" : bounds) + '/' + total);
    result.status = is_empty ? 416 : 206;
    result.sound_part = whole.part(range->first, range->end - range->first);
    return result;
}

} // namespace signalwire::sandbox::detail
