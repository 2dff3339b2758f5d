#include <signalwire/sandbox/fault.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <system_error>

namespace signalwire::sandbox
{

namespace
{

using text = std::string_view;

template <class Number>
Number number(text value, char const* what)
{
    Number result{};
    char const* const end = value.data() + value.size();
    auto const [stop, error] = std::from_chars(value.data(), end, result);
    if (error != std::errc() || stop != end)
        throw std::invalid_argument("'" + std::string(value) + "' is no " + what + " or too large");
    return result;
}

std::uint64_t count(text value)
{
    return number<std::uint64_t>(value, "whole number");
}

std::size_t amount(text value)
{
    return value.empty() ? 0 : static_cast<std::size_t>(count(value));
}

/// Up to a year, which adds to any clock.
std::uint64_t bounded(std::uint64_t value, std::uint64_t most)
{
    if (value > most)
        throw std::invalid_argument("'" + std::to_string(value) + "' is too long a time");
    return value;
}

constexpr std::uint64_t year = std::uint64_t{366} * 24 * 3600;

std::chrono::milliseconds duration(text value)
{
    if (value.ends_with("ms"))
        return std::chrono::milliseconds(
            bounded(count(value.substr(0, value.size() - 2)), year * 1000));
    if (value.ends_with('s'))
        return std::chrono::seconds(bounded(count(value.substr(0, value.size() - 1)), year));
    throw std::invalid_argument("'" + std::string(value) + "' is no time such as 200ms or 2s");
}

std::chrono::seconds seconds(text value)
{
    return std::chrono::seconds(bounded(count(value), year));
}

/// One of `names` by its number; the first when there is no value.
template <std::size_t Count>
std::size_t one_of(text value, std::array<text, Count> const& names)
{
    if (value.empty())
        return 0;
    auto const found = std::find(names.begin(), names.end(), value);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    std::string all;
    for (text const name : names)
        all.append(all.empty() ? "" : ", ").append(name);
    throw std::invalid_argument("'" + std::string(value) + "' is none of " + all);
}

cut_point where(text value)
{
    constexpr std::array<cut_point, 4> points = {
        cut_point::in_body, cut_point::before_answer, cut_point::in_header,
        cut_point::after_answer};
    return points[one_of<4>(value, {"body", "before", "header", "after"})];
}

page_change stranger(text value)
{
    constexpr std::array<page_change, 3> strangers = {
        page_change::foreign_host, page_change::foreign_account, page_change::foreign_path};
    return strangers[one_of<3>(value, {"host", "account", "path"})];
}

/// The API's own code where it has one for the status.
reply refusal(text value)
{
    auto const status = number<int>(value, "status");
    if (status < 200 || status > 599)
        throw std::invalid_argument("'" + std::string(value) + "' is no status of 200 to 599");
    int const code = status == 401 ? 20003
        : status == 404            ? 20404
        : status == 429            ? 20429
        : status >= 500            ? 20504
                                   : 20001;
    return reply::refusal(status, code, "The sandbox was told to refuse this request");
}

constexpr char portal[] = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>\n"
                          "<body>Please sign in to the network.</body></html>\n";

/// Whether a word wants a value behind it.
enum class value_rule
{
    none,
    optional,
    required
};

struct kind
{
    text name;
    value_rule value;
    text synopsis;
    text meaning;
    reply (*make)(text value);
};

constexpr kind kinds[] = {
    {"status", value_rule::required, "status=CODE", "refuses with that HTTP status", refusal},
    {"expired", value_rule::none, "expired", "the page token has expired (54453)",
     [](text) { return reply().spoil(page_change::expired_token); }},
    {"html", value_rule::none, "html", "an HTML page under 200",
     [](text) { return reply(200, portal, "text/html"); }},
    {"delay", value_rule::required, "delay=TIME", "late: 200ms, 2s",
     [](text v) { return reply().wait(duration(v)); }},
    {"drip", value_rule::required, "drip=BYTES", "in pieces of so many bytes, 10ms apart",
     [](text v) { return reply().drip(amount(v), std::chrono::milliseconds(10)); }},
    {"close", value_rule::optional, "close[=WHERE]",
     "closes the connection; WHERE is before the answer,\nheader, body (if not given) or after it",
     [](text v) { return reply().cut(where(v)); }},
    {"reset", value_rule::optional, "reset[=WHERE]", "the same with a TCP reset",
     [](text v) { return reply().cut(where(v)).with_reset(); }},
    {"truncate", value_rule::required, "truncate=BYTES", "closes after so many bytes of the body",
     [](text v) { return reply().truncate(amount(v)); }},
    {"short-json", value_rule::optional, "short-json[=BYTES]",
     "JSON that ends too early in a complete response",
     [](text v) { return reply().spoil(page_change::truncated_json, amount(v)); }},
    {"bad-json", value_rule::optional, "bad-json[=BYTES]", "JSON with a broken escape",
     [](text v) { return reply().spoil(page_change::corrupt_json, amount(v)); }},
    {"wrong-types", value_rule::none, "wrong-types", "a call with a list for a number",
     [](text) { return reply().spoil(page_change::wrong_types); }},
    {"huge", value_rule::optional, "huge[=BYTES]", "a body of 300000000 or so many bytes",
     [](text v) { return reply().spoil(page_change::huge_body, amount(v)); }},
    {"empty", value_rule::none, "empty", "a page without calls, and then the right one",
     [](text) { return reply().spoil(page_change::empty_page); }},
    {"rotate", value_rule::none, "rotate", "another token for the right page",
     [](text) { return reply().spoil(page_change::rotated_token); }},
    {"shrink", value_rule::none, "shrink", "a next page of half the size",
     [](text) { return reply().spoil(page_change::smaller_pages); }},
    {"cycle", value_rule::optional, "cycle[=PAGES]", "pages that go round",
     [](text v) { return reply().spoil(page_change::cycle, amount(v)); }},
    {"foreign", value_rule::optional, "foreign[=WHOSE]",
     "a next page elsewhere; WHOSE is host (if not given),\naccount or path",
     [](text v) { return reply().spoil(stranger(v)); }},
};

struct setting
{
    text name;
    text synopsis;
    text meaning;
    void (*apply)(fault& target, text value);
};

constexpr setting settings[] = {
    {"p", "p=SHARE", "strikes that share of the requests: 0.1",
     [](fault& target, text v) { target.probability(number<double>(v, "number")); }},
    {"nth", "nth=N", "strikes request N only", [](fault& target, text v) { target.nth(count(v)); }},
    {"every", "every=N", "strikes each Nth request",
     [](fault& target, text v) { target.every(count(v)); }},
    {"times", "times=N", "strikes N times at most",
     [](fault& target, text v) { target.times(count(v)); }},
    {"delay", "delay=TIME", "is late as well",
     [](fault& target, text v) { target.answer().wait(duration(v)); }},
    {"pause", "pause=TIME", "the time between the pieces of drip",
     [](fault& target, text v) { target.answer().pause = duration(v); }},
    {"retry-after", "retry-after=SECONDS", "adds that header",
     [](fault& target, text v) { target.answer().retry_after(seconds(v)); }},
    {"retry-date", "retry-date=SECONDS", "adds it as a date, so far ahead",
     [](fault& target, text v) { target.answer().retry_after_date(seconds(v)); }},
};

template <class Words>
auto const& find_word(Words const& words, text name, char const* sort)
{
    for (auto const& each : words)
    {
        if (each.name == name)
            return each;
    }
    std::string all;
    for (auto const& each : words)
        all.append(all.empty() ? "" : ", ").append(each.synopsis);
    throw std::invalid_argument(
        "there is no " + std::string(sort) + " '" + std::string(name) + "'; there are " + all);
}

/// `name` or `name=value`.
struct word
{
    explicit word(text whole)
        : name(whole.substr(0, whole.find('=')))
        , has_value(name.size() < whole.size())
        , value(whole.substr(std::min(name.size() + 1, whole.size())))
    {
    }

    void require(value_rule rule) const
    {
        if (rule == value_rule::none && has_value)
            throw std::invalid_argument("'" + std::string(name) + "' takes no value");
        if (value.empty() && (has_value || rule == value_rule::required))
            throw std::invalid_argument("'" + std::string(name) + "' has no value");
    }

    text name;
    bool has_value;
    text value;
};

/// Takes what stands before the next comma.
word next_word(text& rest)
{
    std::size_t const end = std::min(rest.find(','), rest.size());
    word const result(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return result;
}

fault read(text rest)
{
    word const first = next_word(rest);
    kind const& what = find_word(kinds, first.name, "fault");
    first.require(what.value);
    fault result(what.make(first.value));
    std::set<text> seen;
    while (!rest.empty())
    {
        word const each = next_word(rest);
        setting const& how = find_word(settings, each.name, "setting");
        each.require(value_rule::required);
        if (!seen.insert(each.name).second)
            throw std::invalid_argument("'" + std::string(each.name) + "' is given twice");
        how.apply(result, each.value);
    }
    return result;
}

void append_line(std::string& out, text synopsis, text meaning)
{
    constexpr std::size_t column = 23;
    std::string line = "  ";
    line.append(synopsis).resize(std::max(column, synopsis.size() + 3), ' ');
    for (;;)
    {
        std::size_t const end = std::min(meaning.find('\n'), meaning.size());
        out.append(line).append(meaning.substr(0, end)) += '\n';
        meaning.remove_prefix(std::min(end + 1, meaning.size()));
        if (meaning.empty())
            return;
        line.assign(column, ' ');
    }
}

} // namespace

fault fault::parse(std::string_view spec)
{
    try
    {
        return read(spec);
    }
    catch (std::invalid_argument const& e)
    {
        throw std::invalid_argument("fault '" + std::string(spec) + "': " + e.what());
    }
}

std::string fault::grammar()
{
    std::string out;
    for (kind const& each : kinds)
        append_line(out, each.synopsis, each.meaning);
    out += "and behind it, separated by commas:\n";
    for (setting const& each : settings)
        append_line(out, each.synopsis, each.meaning);
    return out;
}

} // namespace signalwire::sandbox
