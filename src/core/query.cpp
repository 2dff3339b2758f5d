#include "core/text.hpp"

#include <signalwire/detail/query.hpp>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <chrono>

namespace signalwire::detail
{

namespace
{

using core::reject;

// Compared as time points: a year has 16 bits and would overflow to a valid one.
constexpr std::chrono::sys_days first_day = std::chrono::year(1) / 1 / 1;
constexpr std::chrono::sys_days end_of_days = std::chrono::year(10000) / 1 / 1;

bool is_paging(std::string_view name) noexcept
{
    return name == "Page" || name == "PageSize" || name == "PageToken";
}

std::string encode(std::vector<std::pair<std::string, std::string>> const& parameters)
{
    std::string out;
    for (auto const& [name, value] : parameters)
    {
        if (!out.empty())
            out += '&';
        out += boost::urls::encode(name, boost::urls::unreserved_chars);
        out += '=';
        out += boost::urls::encode(value, boost::urls::unreserved_chars);
    }
    return out;
}

void check_year(std::string_view name, std::chrono::sys_seconds value)
{
    if (value < first_day || value >= end_of_days)
        reject(name, "must lie in the years 1 to 9999");
}

} // namespace

void query::set_text(std::string_view name, std::string_view value)
{
    if (value.empty())
        reject(name, "must not be empty");
    if (core::has_control(value))
        reject(name, "must not contain control characters");
    set(name, std::string(value));
}

void query::set_time(std::string_view name, timestamp value)
{
    check_year(name, value.time());
    set(name, value.to_string());
}

void query::set_iso_time(std::string_view name, timestamp value)
{
    check_year(name, value.time());
    set(name, value.to_iso_string());
}

void query::set_date(std::string_view name, std::chrono::sys_days value)
{
    check_year(name, value);
    constexpr std::size_t length = std::string_view("2018-09-21").size();
    set(name, timestamp(value).to_iso_string().substr(0, length));
}

void query::set_number(
    std::string_view name, std::int64_t value, std::int64_t min, std::int64_t max)
{
    if (value < min || value > max)
    {
        reject(
            name,
            "must be " + std::to_string(min) + " to " + std::to_string(max) + ", not "
                + std::to_string(value));
    }
    set(name, std::to_string(value));
}

void query::set_page_token(std::string_view value)
{
    if (!value.starts_with("PA") && !value.starts_with("PB"))
        reject("PageToken", "must start with PA or PB");
    set_text("PageToken", value);
}

void query::erase(std::string_view name) noexcept
{
    std::erase_if(parameters_, [name](auto const& parameter) { return parameter.first == name; });
}

std::string_view query::get(std::string_view name) const noexcept
{
    auto const found =
        std::find_if(parameters_.begin(), parameters_.end(), [name](auto const& parameter) {
            return parameter.first == name;
        });
    return found == parameters_.end() ? std::string_view() : std::string_view(found->second);
}

std::string query::encoded() const
{
    return encode(parameters_);
}

std::string query::canonical_filter() const
{
    auto parameters = parameters_;
    std::erase_if(parameters, [](auto const& parameter) { return is_paging(parameter.first); });
    std::sort(parameters.begin(), parameters.end());
    return encode(parameters);
}

void query::set(std::string_view name, std::string value)
{
    auto const found =
        std::find_if(parameters_.begin(), parameters_.end(), [name](auto const& parameter) {
            return parameter.first == name;
        });
    if (found == parameters_.end())
        parameters_.emplace_back(name, std::move(value));
    else
        found->second = std::move(value);
}

} // namespace signalwire::detail
