#include "sandbox/response.hpp"

#include "sandbox/json_writer.hpp"

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view documentation = "https://developer.signalwire.com/compatibility-api/";

} // namespace

response json_response(int status, std::shared_ptr<std::string const> body)
{
    response result(status, std::move(body));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

response error_response(int status, int code, std::string_view message)
{
    std::string body = "{\"code\":" + std::to_string(code) + ",\"message\":";
    append_string(body, message);
    body += ",\"more_info\":";
    append_string(body, std::string(documentation) + "errors/" + std::to_string(code));
    body += ",\"status\":" + std::to_string(status) + "}";
    return json_response(status, std::make_shared<std::string const>(std::move(body)));
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

response invalid_field(std::string_view name, std::string_view reason)
{
    return error_response(422, 20001, std::string(name).append(" ").append(reason));
}

response not_found()
{
    return error_response(404, 20404, "The requested resource was not found");
}

} // namespace signalwire::sandbox::detail
