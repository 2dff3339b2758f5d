#pragma once

#include <string>
#include <string_view>

namespace unit
{

/// The response example of the reference page (Compatibility API, Calls, list), byte for byte but
/// for the numbers of its lines.
extern std::string_view const reference_page;

/// The call in it, on one line.
extern std::string_view const reference_call;

/// A page around `calls`, which are separated by commas.
std::string page_of(std::string_view calls);

/// A page with the reference call, whose `member` has `value` instead.
std::string page_with(std::string_view member, std::string_view value);

/// The reference call without `member`.
std::string call_without(std::string_view member);

} // namespace unit
