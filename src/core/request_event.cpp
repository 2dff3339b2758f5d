#include <signalwire/request_event.hpp>

#include <cstdint>

namespace signalwire
{

std::vector<log_field> attributes(request_event const& event)
{
    std::vector<log_field> out = {
        {"signalwire.operation", event.operation},
        {"http.request.method", event.method},
        {"url.template", event.url_template},
        {"server.address", event.server_address},
        {"server.port", std::int64_t{event.server_port}}};
    if (event.status != 0)
        out.emplace_back("http.response.status_code", std::int64_t{event.status});
    if (!event.error_type.empty())
        out.emplace_back("error.type", event.error_type);
    if (event.attempt > 1)
        out.emplace_back("http.request.resend_count", std::int64_t{event.attempt} - 1);
    return out;
}

} // namespace signalwire
