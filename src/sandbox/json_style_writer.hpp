#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A page and its deviations from the API reference.
struct styled_page
{
    styled_page() = default;

    std::string text;
    /// JSON paths such as `$.calls[3].price`, in the order of the text. Missing members are at the
    /// end of their object, in the order of the API reference.
    std::vector<std::string> deviations;
};

/// Rewrites a canonical page of the server, see `json_style::varied`. The style of a call depends
/// only on `seed` and the call.
[[nodiscard]] styled_page apply_varied_style(std::string_view page, std::uint64_t seed);

/// Prefix of an unknown value of an enumeration.
inline constexpr std::string_view unknown_value_prefix = "new-";

} // namespace signalwire::sandbox::detail
