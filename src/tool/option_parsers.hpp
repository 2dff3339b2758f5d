#pragma once

#include "tool/exit_status.hpp"
#include "tool/options.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/download.hpp>
#include <signalwire/sandbox/json_style.hpp>
#include <signalwire/sandbox/listing_order.hpp>
#include <signalwire/sandbox/time_bounds.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/timestamp.hpp>

#include <charconv>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>

namespace CLI
{
class App;
class Option;
} // namespace CLI

namespace signalwire::tool
{

/// Options of a subcommand that share a heading in the help.
class option_group
{
public:
    /// Throws: `std::invalid_argument` for an invalid value. It becomes a `usage_error` whose
    /// message starts with the option's name.
    using setter = std::function<void(std::string const&)>;

    /// Lifetime: `app` must outlive this object.
    option_group(CLI::App& app, std::string heading);

    /// Adds an option with a value. `app` owns the result.
    CLI::Option* add(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    /// Adds a repeatable option with one value each.
    void add_repeatable(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    /// Adds an option without a value that sets `target`.
    void add_flag(std::string const& name, std::string const& help, bool& target) const;

private:
    CLI::App& app_;
    std::string heading_;
};

/// Parses decimal digits. CLI11 would parse 010 as octal.
template <class Number>
[[nodiscard]] Number parse_number(std::string_view text)
{
    Number value{};
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range)
        throw usage_error("'" + std::string(text) + "' is too large");
    if (error != std::errc() || stop != end)
        throw usage_error("'" + std::string(text) + "' is not a whole number");
    return value;
}

/// Parses ISO 8601 or RFC 2822.
[[nodiscard]] timestamp parse_time(std::string_view text);

/// Returns `text` if it is a day: `2018-09-21`.
[[nodiscard]] std::string parse_day(std::string_view text);

/// Parses `true` or `false`.
[[nodiscard]] bool parse_flag(std::string_view text);

/// Parses `80ms` or `2s`.
[[nodiscard]] std::chrono::milliseconds parse_duration(std::string_view text);

/// Parses `canonical` or `varied`.
[[nodiscard]] sandbox::json_style parse_json_style(std::string_view text);

/// Parses comma-separated words, such as `day,inclusive`.
[[nodiscard]] sandbox::time_bounds parse_bounds(std::string_view text);

/// Parses `newest-first`, `oldest-first` or `unordered`.
[[nodiscard]] sandbox::listing_order parse_order(std::string_view text);

/// Parses `wav` or `mp3`.
[[nodiscard]] recording_format parse_recording_format(std::string_view text);

/// Parses `day`, `number` or `status`.
[[nodiscard]] report_key parse_report_key(std::string_view text);

/// Parses `table`, `ndjson` or `csv`.
[[nodiscard]] output_format parse_format(std::string_view text);

/// Parses `I/N`, for example `3/8`. `auto/N` takes I from `variables`: JOB_COMPLETION_INDEX of an
/// indexed job of Kubernetes, which counts from 0, or SLURM_ARRAY_TASK_ID, which must count from 1.
/// `auto` takes N from them, too, if they are those of a Slurm array without gaps.
void parse_partition(
    std::string_view text, stream_options& options, client_config::environment const& variables);

/// Returns `text` if it is a valid IP address.
[[nodiscard]] std::string parse_address(std::string_view text);

/// Returns `text` unless it is empty.
[[nodiscard]] std::string parse_path(std::string_view text);

} // namespace signalwire::tool
