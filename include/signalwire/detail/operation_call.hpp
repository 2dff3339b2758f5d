#pragma once

#include <signalwire/detail/form.hpp>
#include <signalwire/detail/operation_type.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::detail
{

/// One request of an operation: its arguments have been validated and encoded.
struct operation_call
{
    explicit operation_call(operation_type const& kind)
        : type(kind)
    {
    }

    /// With the retry class of this request.
    operation_type type;
    /// Percent-encoded, below the account, with the query.
    std::string path;
    std::string body;
};

/// Returns `path` with `ids` in the place of each "{}", percent-encoded.
///
/// Throws: `std::invalid_argument` for an ID that is empty, `.` or `..`, or contains control
/// characters.
[[nodiscard]] std::string expand_path(std::string_view path, std::vector<std::string> const& ids);

/// Returns a request of the operation `type`. `ids` follow `parents` in its path.
///
/// Throws: `std::invalid_argument` for an invalid ID, and if `fields` lacks a required field.
[[nodiscard]] operation_call make_call(
    operation_type const& type, std::vector<std::string> const& parents,
    std::initializer_list<std::string_view> ids, form const& fields);

} // namespace signalwire::detail
