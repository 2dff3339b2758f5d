#pragma once

#include <signalwire/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// Named values: the query parameters of a listing, or the fields of a form. A setter replaces the
/// earlier value of the parameter.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
class query
{
public:
    /// Sets a text, which must not be empty or contain control characters.
    void set_text(std::string_view name, std::string_view value);

    /// Sets a time in the format of the API.
    void set_time(std::string_view name, timestamp value);

    /// Sets a time in ISO 8601.
    void set_iso_time(std::string_view name, timestamp value);

    /// Sets a day in UTC: `2018-09-21`.
    void set_date(std::string_view name, std::chrono::sys_days value);

    /// Sets a number of `min` to `max`.
    void set_number(std::string_view name, std::int64_t value, std::int64_t min, std::int64_t max);

    /// Sets a page token, which must start with `PA` or `PB`.
    void set_page_token(std::string_view value);

    /// Removes a parameter, if present.
    void erase(std::string_view name) noexcept;

    /// Returns the value of a parameter; empty if not present.
    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;

    /// Returns the percent-encoded query (RFC 3986 section 2) in the order of the setters, without
    /// a question mark. All characters except unreserved ones are encoded.
    [[nodiscard]] std::string encoded() const;

    /// Returns the sorted query without paging parameters. Queries with equal canonical filters
    /// select the same records.
    [[nodiscard]] std::string canonical_filter() const;

    friend bool operator==(query const&, query const&) = default;

protected:
    void set(std::string_view name, std::string value);

    std::vector<std::pair<std::string, std::string>> parameters_;
};

} // namespace signalwire::detail
