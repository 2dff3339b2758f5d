#include "sandbox/response.hpp"

#include "sandbox/json_writer.hpp"

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view documentation = "https://developer.signalwire.com/compatibility-api/";

answer json_answer(int status, std::string body)
{
    answer result(status, std::make_shared<std::string const>(std::move(body)));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

} // namespace

answer refusal(int status, int code, std::string_view message)
{
    std::string body = "{\"code\":" + std::to_string(code) + ",\"message\":";
    append_string(body, message);
    body += ",\"more_info\":";
    append_string(body, std::string(documentation) + "errors/" + std::to_string(code));
    body += ",\"status\":" + std::to_string(status) + "}";
    return json_answer(status, std::move(body));
}

answer refused_parameter(std::string_view name, std::string_view message)
{
    std::string body = "{\"type\":\"validation_error\",\"code\":\"invalid_parameter\",\"message\":";
    append_string(body, std::string(name).append(": ").append(message));
    body += ",\"attribute\":";
    append_string(body, name);
    body += ",\"url\":";
    append_string(body, documentation);
    body += "}";
    return json_answer(422, std::move(body));
}

} // namespace signalwire::sandbox::detail
