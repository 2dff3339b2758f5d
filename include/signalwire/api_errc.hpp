#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace signalwire
{

/// Codes of the API that are worth a name. `api_error::code()` carries any code that the API sends,
/// these or others, in the same category; when it sent none, the HTTP status (100..599).
enum class api_errc
{
    authentication_failed = 20003,
    not_found = 20404,
    rate_limited = 20429,
    internal_error = 20504,
    /// The page token is wrong, missing or expired.
    bad_page_token = 54453,
    bad_page_size = 54454
};

/// The category of `api_errc`: "signalwire.api".
[[nodiscard]] boost::system::error_category const& api_category() noexcept;

[[nodiscard]] boost::system::error_code make_error_code(api_errc code) noexcept;

} // namespace signalwire

template <>
struct boost::system::is_error_code_enum<signalwire::api_errc> : std::true_type
{
};
