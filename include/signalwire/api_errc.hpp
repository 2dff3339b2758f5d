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
    /// The project ID or the token is wrong.
    authentication_failed = 20003,
    /// There is no such account or path.
    not_found = 20404,
    /// More requests than the API allows; tried again.
    rate_limited = 20429,
    /// The API itself has failed.
    internal_error = 20504,
    /// The page token is wrong, missing or expired.
    invalid_page_token = 54453,
    /// A page size outside 1..1000.
    invalid_page_size = 54454
};

/// The category of `api_errc`: "signalwire.api".
[[nodiscard]] boost::system::error_category const& api_category() noexcept;

/// The code as an `error_code` of `api_category()`.
[[nodiscard]] boost::system::error_code make_error_code(api_errc code) noexcept;

} // namespace signalwire

namespace boost::system
{

template <>
struct is_error_code_enum<signalwire::api_errc> : std::true_type
{
};

} // namespace boost::system
