#pragma once

#include "sandbox/facts.hpp"

#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The operation that a request is for.
struct route
{
    route() = default;

    /// Null if there is none.
    operation_facts const* operation = nullptr;
    /// The methods that the path has, separated by commas; empty if it is no path of the API.
    std::string allowed;
    /// The id within the path, and that at its end.
    std::string parent;
    std::string sid;
    /// The suffix of the path, `.json` or `.wav` for example; empty if there is none.
    std::string extension;
};

/// Returns the operation of a method and a decoded path below the account.
[[nodiscard]] route find_route(std::string_view method, std::string_view path);

/// Returns true if a route is to a sound or picture and not to its model. Such need no credentials.
[[nodiscard]] bool is_content(route const& target) noexcept;

/// Returns the path of a row below the account.
[[nodiscard]] std::string path_of_row(
    model_facts const& model, std::string_view parent, std::string_view sid);

} // namespace signalwire::sandbox::detail
