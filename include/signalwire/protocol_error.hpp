#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// The response is invalid: malformed HTTP, truncated, not JSON, or JSON that does not match the
/// schema. `code()` is an `errc`.
class protocol_error : public error
{
public:
    /// `json_path` is the location in the body, such as `$.calls[3].price`, or empty.
    protocol_error(
        errc code, std::string const& reason, std::string const& json_path,
        std::string const& body_prefix, error_context context);

    /// Returns the location in the body, such as `$.calls[3].price`; empty if unknown.
    [[nodiscard]] std::string const& json_path() const noexcept;
    /// Returns the first bytes of the response body, unmodified.
    [[nodiscard]] std::string const& body_prefix() const noexcept;

private:
    friend class error;

    static constexpr error_kind kind = error_kind::protocol;

    explicit protocol_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
