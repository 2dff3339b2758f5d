#pragma once

#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// The query of a listing: what the filters of all resources are made of. Every setter replaces an
/// earlier value of the same name; a value that cannot be right throws `std::invalid_argument`,
/// whose text names the parameter.
class query
{
public:
    /// Takes `value` unless it is empty or holds a control character.
    void set_text(std::string_view name, std::string_view value);

    /// Takes `value` in the API's spelling of times.
    void set_time(std::string_view name, timestamp value);

    /// Takes `value` when it lies in `least..most`.
    void set_number(std::string_view name, std::int64_t value, std::int64_t min, std::int64_t max);

    /// Takes `value` when it also starts with `PA` or `PB`.
    void set_page_token(std::string_view value);

    /// Forgets what was set for `name`, if anything was.
    void erase(std::string_view name) noexcept;

    /// The value of `name` as it was given, or nothing (an empty view).
    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;

    /// Percent-encoded as RFC 3986 section 2 wants it, everything but unreserved characters, in the
    /// order in which the names were set; without a leading question mark.
    [[nodiscard]] std::string encoded() const;

    /// What is selected and not where in the result one stands: sorted, without the paging
    /// parameters. Two queries with the same selection list the same records.
    [[nodiscard]] std::string canonical_filter() const;

    friend bool operator==(query const&, query const&) = default;

private:
    void set(std::string_view name, std::string value);

    std::vector<std::pair<std::string, std::string>> parameters_;
};

} // namespace signalwire::detail
