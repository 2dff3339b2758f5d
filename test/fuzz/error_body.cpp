// The bodies of refusals.

#include "client/response.hpp"
#include "core/text.hpp"
#include "fuzz/fuzz.hpp"

#include <string_view>

using fuzz::require;
using signalwire::api_error_details;

SIGNALWIRE_FUZZ_TARGET(input)
{
    fuzz::lonely_bytes const body(input);
    api_error_details details;
    details.status = 400;
    details.body_prefix = "kept";
    signalwire::client::read_error_body(body.view(), details);
    require(details.status == 400 && details.body_prefix == "kept", "nothing else is touched");
    require(details.api_code >= 0, "a code is positive, or there is none");
    require(
        details.server_message.size() + details.more_info.size() <= 3 * input.size(),
        "no text is longer than the body with each byte replaced");

    std::string const shown = signalwire::core::quoted(body.view());
    require(!signalwire::core::has_control(shown), "what is quoted can be printed");
    require(shown.size() <= 4 * 203 + 5, "what is quoted is short");
    require(
        shown.starts_with('"') && (shown.ends_with('"') || shown.ends_with("\"...")),
        "what is quoted stands between quotes");
}
