#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <memory>
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

    /// Copies as `error` does.
    protocol_error(protocol_error const&) noexcept = default;
    /// Copies as `error` does.
    protocol_error& operator=(protocol_error const&) noexcept = default;

    /// Where in the body, such as `$.calls[3].price`; empty when the place is unknown or not in it.
    [[nodiscard]] std::string const& json_path() const noexcept;
    /// The first bytes of the response body, as they came.
    [[nodiscard]] std::string const& body_prefix() const noexcept;

private:
    struct details;
    std::shared_ptr<details const> details_;
};

} // namespace signalwire
