#pragma once

#include "integration/verbs_fixture.hpp"

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace signalwire::test
{

/// The IDs in paths, from left to right, and other values.
inline constexpr char first[] = "b3877c40-da60-4998-90ad-b792e9847201";
inline constexpr char second[] = "b3877c40-da60-4998-90ad-b792e9847202";
inline constexpr char url[] = "https://example.com/u";
inline constexpr std::chrono::sys_days day = std::chrono::year(2018) / 9 / 21;

/// An operation that is called with every field that its form or filter has.
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

template <class Items>
std::string only(Items const& items)
{
    return items.size() == 1 ? to_json(*items.begin()) : "not one item";
}

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
            return only(result);
        else if constexpr (requires { result.countries; })
            return only(result.countries);
        else if constexpr (requires { result.available_phone_numbers; })
            return only(result.available_phone_numbers);
        else
            return to_json(result);
    }
}

/// All operations of the API.
std::vector<api_table_row> const& api_rows();

/// Those from faxes on.
std::vector<api_table_row> more_api_rows();

} // namespace signalwire::test
