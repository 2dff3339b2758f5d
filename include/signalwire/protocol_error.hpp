#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// The server answered something that is not the API: not HTTP, cut short, not JSON, JSON of
/// another shape. `code()` is an `errc` in `client_category()`.
class protocol_error : public error
{
public:
    /// `json_path` says where in the body, such as `$.calls[3].price`, or is empty.
    protocol_error(
        errc code, std::string const& reason, std::string const& json_path,
        std::string const& body_prefix, error_context context);

    /// Where in the body, such as `$.calls[3].price`; empty when the place is unknown or not in it.
    [[nodiscard]] std::string const& json_path() const noexcept;
    /// The first bytes of the response body, as they came.
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
