#pragma once

#include <signalwire/api_error.hpp>

#include <string_view>

namespace signalwire::client
{

/// Fills `details` in with what the body of a refusal says, in any of the API's spellings:
/// `{"code","message","more_info"}`, `{"errors":[{…}]}`, `{"errors":["text"]}`, `{"url"}` for
/// `more_info`, codes as numbers or strings. Leaves it alone when the body is something else.
void read_error_body(std::string_view body, api_error_details& details);

} // namespace signalwire::client
