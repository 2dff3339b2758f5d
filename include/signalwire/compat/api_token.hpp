#pragma once

#include <signalwire/compat/model.hpp>

#include <string>
#include <vector>

namespace signalwire::compat
{

/// An API token.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Tokens, create: the response.
struct api_token : model<api_token>
{
    api_token() = default;

    /// Unique ID of the token.
    std::string id;
    /// Name for people.
    std::string name;
    /// What the token may be used for, such as `messaging`.
    std::vector<std::string> permissions;
    /// The token itself: a secret.
    std::string token;
};

} // namespace signalwire::compat
