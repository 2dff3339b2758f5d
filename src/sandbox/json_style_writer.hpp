#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A page, and where it deviates from the reference page.
struct varied_page
{
    varied_page() = default;

    std::string text;
    /// Paths such as `$.calls[3].price`, in the order of the text; members that are missing stand
    /// where their object ends, in the order of the reference page.
    std::vector<std::string> deviations;
};

/// Spells a page that the server has rendered in another way: see `spelling::varied`. What becomes
/// of a call depends on `seed` and the call alone.
[[nodiscard]] varied_page vary_page(std::string_view page, std::uint64_t seed);

/// What stands before the text of an enumeration that is made unknown.
inline constexpr std::string_view news = "new-";

} // namespace signalwire::sandbox::detail
