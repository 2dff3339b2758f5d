#pragma once

#include <signalwire/detail/query.hpp>
#include <signalwire/timestamp.hpp>

#include <limits>
#include <string_view>

namespace signalwire::compat
{

/// What the filters of all listings have in common: where to begin, and how large the pages are.
/// `Filter` derives from it and adds what it can select by.
///
/// Setters chain, every one replaces an earlier value, and each throws `std::invalid_argument`,
/// which names the parameter, for a value that cannot be right.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the query parameters of all lists.
template <class Filter>
class listing_filter
{
public:
    /// The page to start with, counted from zero. The API refuses pages above zero without a
    /// token: follow `next_page` instead.
    Filter& page(int value)
    {
        query_.set_number("Page", value, 0, std::numeric_limits<int>::max());
        return self();
    }

    /// How many items a page holds, 1..1000. The API's default is 50.
    Filter& page_size(int value)
    {
        query_.set_number("PageSize", value, 1, 1000);
        return self();
    }

    /// A token out of a page URI; starts with `PA` or `PB`.
    Filter& page_token(std::string_view value)
    {
        query_.set_page_token(value);
        return self();
    }

    /// The parameters, for the resource that sends them.
    [[nodiscard]] detail::query const& query() const noexcept
    {
        return query_;
    }

    /// Whether both send the same parameters in the same order.
    friend bool operator==(listing_filter const&, listing_filter const&) = default;

protected:
    /// Takes `value` unless it is empty or holds a control character.
    Filter& set_text(std::string_view name, std::string_view value)
    {
        query_.set_text(name, value);
        return self();
    }

    /// Takes `value` in the API's spelling of times: the years 1 to 9999.
    Filter& set_time(std::string_view name, timestamp value)
    {
        query_.set_time(name, value);
        return self();
    }

private:
    friend Filter;

    listing_filter() = default;

    Filter& self() noexcept
    {
        return static_cast<Filter&>(*this);
    }

    detail::query query_;
};

} // namespace signalwire::compat
