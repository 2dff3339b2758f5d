#pragma once

#include <signalwire/detail/query.hpp>
#include <signalwire/timestamp.hpp>

#include <chrono>
#include <limits>
#include <string_view>

namespace signalwire::compat
{

/// Base of all filters: the paging parameters. `Filter` derives from it and adds its own
/// parameters.
///
/// Setters chain. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the query parameters of all lists.
template <class Filter>
class listing_filter
{
public:
    /// First page, counted from zero. The API rejects pages above zero without a token; use
    /// `next_page`.
    Filter& page(int value)
    {
        query_.set_number("Page", value, 0, std::numeric_limits<int>::max());
        return self();
    }

    /// Items per page, 1 to 1000. The API's default is 50.
    Filter& page_size(int value)
    {
        query_.set_number("PageSize", value, 1, 1000);
        return self();
    }

    /// Page token of a page URI; starts with `PA` or `PB`.
    Filter& page_token(std::string_view value)
    {
        query_.set_page_token(value);
        return self();
    }

    /// Sets a parameter that has no setter. `value` must not be empty or contain control
    /// characters.
    Filter& set(std::string_view name, std::string_view value) { return set_text(name, value); }

    /// Internal: returns the parameters.
    [[nodiscard]] detail::query const& query() const noexcept { return query_; }

    /// Returns true if both send equal parameters in equal order.
    friend bool operator==(listing_filter const&, listing_filter const&) = default;

protected:
    /// Sets a text, which must not be empty or contain control characters.
    Filter& set_text(std::string_view name, std::string_view value)
    {
        query_.set_text(name, value);
        return self();
    }

    /// Sets a time of the years 1 to 9999.
    Filter& set_time(std::string_view name, timestamp value)
    {
        query_.set_time(name, value);
        return self();
    }

    /// Sets a time in ISO 8601.
    Filter& set_iso_time(std::string_view name, timestamp value)
    {
        query_.set_iso_time(name, value);
        return self();
    }

    /// Sets a day of the years 1 to 9999.
    Filter& set_date(std::string_view name, std::chrono::sys_days value)
    {
        query_.set_date(name, value);
        return self();
    }

private:
    friend Filter;

    listing_filter() = default;

    Filter& self() noexcept { return static_cast<Filter&>(*this); }

    detail::query query_;
};

} // namespace signalwire::compat
