#include "sandbox/response.hpp"

#include "sandbox/facts.hpp"
#include "sandbox/json_writer.hpp"

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

} // namespace signalwire::sandbox::detail
