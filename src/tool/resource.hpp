#pragma once

#include "tool/fields.hpp"

#include <signalwire/async_generator.hpp>
#include <signalwire/compat/api.hpp>
#include <signalwire/download.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The resources of the API as data: commands, options, help, manual page and completions come from
/// this table.
namespace signalwire::tool
{

/// Items as JSON.
using item_list = std::vector<std::string>;
using item_stream = async_generator<std::string>;

/// The IDs of a command line: of the object that a list belongs to, then of the object.
using id_list = std::vector<std::string>;

/// Query parameters of a list, by their names in the API.
using parameter_list = std::vector<std::pair<std::string, std::string>>;

/// What a parameter of a filter is.
enum class parameter_kind
{
    text,
    flag,
    /// In ISO 8601.
    iso_time,
    /// Three parameters in RFC 2822: at a time, after it (`>`), before it (`<`).
    times,
    /// The same for days.
    days
};

/// A parameter of a filter.
struct parameter
{
    /// Its name in the API: `ParentCallSid`.
    std::string_view name;
    /// For the help; unused for times and days.
    std::string_view value;
    std::string_view help;
    parameter_kind kind = parameter_kind::text;
};

/// An option that sets a parameter.
struct filter_option
{
    /// `--start-time-after`
    std::string name;
    /// `TIME`
    std::string value;
    std::string help;
    /// `StartTime>`
    std::string parameter;
    parameter_kind kind;
};

/// A resource of the API. The functions take `rest_client::compat`; they are null for verbs that
/// the resource does not have.
struct resource
{
    /// `conference-recordings`
    std::string_view name;
    /// One item, for messages: `recording`.
    std::string_view noun;
    /// What an ID names that lists belong to, or empty: `CONFERENCE_SID`.
    std::string_view parent;
    /// What the ID of an item is: `SID`.
    std::string_view id;
    /// Members that are the columns of a table by default, separated by commas.
    std::string_view columns;
    std::span<parameter const> parameters = {};
    /// The parameter by which the list can be read in windows of time; else empty.
    std::string_view window = {};
    /// True if the list is known to begin with the newest item, so that it can be watched.
    bool is_newest_first = false;

    /// The names of the members of an item.
    field_list (*fields)() = nullptr;
    item_stream (*stream)(
        compat::api const& api, id_list const& ids, parameter_list const& filter,
        stream_options const& options) = nullptr;
    item_stream (*watch)(
        compat::api const& api, id_list const& ids, parameter_list const& filter,
        std::chrono::milliseconds interval, watch_options const& options) = nullptr;
    /// A list without pages.
    boost::asio::awaitable<item_list> (*list)(compat::api api, id_list ids, parameter_list filter) =
        nullptr;
    /// One object.
    boost::asio::awaitable<item_list> (*get)(compat::api api, id_list ids) = nullptr;
    boost::asio::awaitable<download_result> (*download)(
        compat::api api, id_list ids, download_destination to, download_options options) = nullptr;
};

/// All resources, in alphabetical order.
[[nodiscard]] std::span<resource const> resources() noexcept;

/// Returns the resource named `name`; null if there is none.
[[nodiscard]] resource const* find_resource(std::string_view name) noexcept;

/// Returns the options of the filter of `what`.
[[nodiscard]] std::vector<filter_option> filter_options(resource const& what);

/// Returns the name of the option for a parameter: `--start-time-after` for `StartTime>`.
[[nodiscard]] std::string option_name(std::string_view parameter);

/// Sets the parameter of `option` to a value of the command line.
///
/// Throws: `std::invalid_argument`.
void set_parameter(parameter_list& filter, filter_option const& option, std::string const& text);

} // namespace signalwire::tool
