#pragma once

#include "integration/verbs_fixture.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace signalwire::test
{

/// An operation that is called with every field that its form or filter has. IDs in its path are
/// "P1", "P2" …
struct api_table_row
{
    std::string_view name;
    /// Returns the object, or the only one of the list, as JSON.
    std::string (*call)(verbs_fixture& fixture, compat::api& api);
    /// Parameters that are documented and have no setter.
    std::vector<std::string_view> without = {};

    friend std::ostream& operator<<(std::ostream& out, api_table_row const& row)
    {
        return out << row.name;
    }
};

/// Awaits `operation` and returns its result as JSON.
template <class Result>
std::string json_of(verbs_fixture& fixture, boost::asio::awaitable<Result> operation)
{
    if constexpr (std::is_void_v<Result>)
    {
        fixture.run(std::move(operation));
        return {};
    }
    else
    {
        Result const result = fixture.run(std::move(operation));
        if constexpr (requires { Result::items; })
            return result.size() == 1 ? to_json(*result.begin()) : "not one item";
        else if constexpr (requires { result.countries; })
            return to_json(result.countries.at(0));
        else if constexpr (requires { result.available_phone_numbers; })
            return to_json(result.available_phone_numbers.at(0));
        else
            return to_json(result);
    }
}

/// All operations of the API.
std::vector<api_table_row> const& api_rows();

/// Those from faxes on.
std::vector<api_table_row> more_api_rows();

} // namespace signalwire::test
