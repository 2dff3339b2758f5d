#include "support/sample_page.hpp"

#include "sandbox/request_handler.hpp"

#include <stdexcept>

namespace signalwire::bench
{

std::string sample_page(std::size_t calls)
{
    sandbox::server_options options;
    options.calls = 100'000;
    sandbox::detail::request_handler api(options);
    auto const answer = api.handle(
        {"GET",
         "/api/laml/2010-04-01/Accounts/" + options.project
             + "/Calls?PageSize=" + std::to_string(calls),
         "Basic " + sandbox::detail::base64(options.project + ':' + options.token)});
    if (answer.status != 200)
        throw std::runtime_error("sample_page: " + *answer.body);
    return *answer.body;
}

} // namespace signalwire::bench
