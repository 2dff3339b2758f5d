#include <signalwire/sandbox/fault.hpp>

#include <algorithm>
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

[[noreturn]] void reject(text value, std::string const& reason)
{
    throw std::invalid_argument("'" + std::string(value) + "' " + reason);
}

template <class Number>
Number number(text value, char const* type)
{
    Number result{};
    char const* const end = value.data() + value.size();
    auto const [stop, error] = std::from_chars(value.data(), end, result);
    if (error != std::errc() || stop != end)
        reject(value, std::string("is not a valid ") + type);
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

constexpr std::uint64_t year = std::uint64_t{366} * 24 * 3600;

/// Invariant: durations are at most a year, so adding one to a clock does not overflow.
std::uint64_t bounded(text value, std::uint64_t max)
{
    std::uint64_t const result = count(value);
    if (result > max)
        reject(value, "is too long a duration");
    return result;
}

std::chrono::milliseconds duration(text value)
{
    if (value.ends_with("ms"))
        return std::chrono::milliseconds(bounded(value.substr(0, value.size() - 2), year * 1000));
    if (value.ends_with('s'))
        return std::chrono::seconds(bounded(value.substr(0, value.size() - 1), year));
    reject(value, "is not a valid duration (example: 200ms or 2s)");
}

std::chrono::seconds seconds(text value)
{
    return std::chrono::seconds(bounded(value, year));
}

/// Returns the names of `words`, separated by commas.
template <class Words, class Name>
std::string names_of(Words const& words, Name name)
{
    std::string all;
    for (auto const& each : words)
        all.append(all.empty() ? "" : ", ").append(each.*name);
    return all;
}

template <class Value>
struct choice
{
    text name;
    Value value;
};

/// Returns the value of the choice named `value`; the first without a value.
template <class Value, std::size_t Count>
Value one_of(text value, choice<Value> const (&choices)[Count])
{
    if (value.empty())
        return choices[0].value;
    for (choice<Value> const& each : choices)
    {
        if (each.name == value)
            return each.value;
    }
    reject(value, "is not one of " + names_of(choices, &choice<Value>::name));
}

disconnect_point point(text value)
{
    static constexpr choice<disconnect_point> points[] = {
        {"body", disconnect_point::in_body},
        {"request", disconnect_point::in_request},
        {"before", disconnect_point::before_response},
        {"header", disconnect_point::in_header},
        {"after", disconnect_point::after_response}};
    return one_of(value, points);
}

page_mutation other_page(text value)
{
    static constexpr choice<page_mutation> pages[] = {
        {"host", page_mutation::other_host},
        {"account", page_mutation::other_account},
        {"path", page_mutation::other_resource}};
    return one_of(value, pages);
}

/// Returns an error response with the API's code for the status, if it has one.
mock_response error_response(text value)
{
    auto const status = number<int>(value, "status");
    if (status < 200 || status > 599)
        throw std::invalid_argument("status must be 200 to 599");
    int const code = status == 401 ? 20003
        : status == 404            ? 20404
        : status == 429            ? 20429
        : status >= 500            ? 20504
                                   : 20001;
    return mock_response::error_response(status, code, "Injected fault");
}

constexpr char portal[] = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>\n"
                          "<body>Please sign in to the network.</body></html>\n";

/// Whether a word has a value.
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
    mock_response (*make)(text value);
};

template <page_mutation Mutation>
mock_response mutate(text value)
{
    return mock_response().mutate_page(Mutation, amount(value));
}

constexpr kind kinds[] = {
    {"status", value_rule::required, "status=CODE", "respond with this HTTP status",
     error_response},
    {"expired", value_rule::none, "expired", "respond that the page token has expired (54453)",
     mutate<page_mutation::expired_token>},
    {"html", value_rule::none, "html", "respond with an HTML page and status 200",
     [](text) { return mock_response(200, portal, "text/html"); }},
    {"delay", value_rule::required, "delay=TIME", "delay the response: 200ms, 2s",
     [](text v) { return mock_response().with_delay(duration(v)); }},
    {"drip", value_rule::required, "drip=BYTES",
     "send the body in segments of BYTES bytes, 10ms apart",
     [](text v) {
         return mock_response().throttle_body(amount(v), std::chrono::milliseconds(10));
     }},
    {"close", value_rule::optional, "close[=WHERE]",
     "close the connection; WHERE is request (before it is\n"
     "performed), before the response, header, body (default)\n"
     "or after the response",
     [](text v) { return mock_response().disconnect_at(point(v)); }},
    {"reset", value_rule::optional, "reset[=WHERE]", "reset the connection (TCP RST) at WHERE",
     [](text v) { return mock_response().disconnect_at(point(v)).with_reset(); }},
    {"truncate", value_rule::required, "truncate=BYTES",
     "close the connection after BYTES bytes of the body",
     [](text v) { return mock_response().truncate(amount(v)); }},
    {"short-json", value_rule::optional, "short-json[=BYTES]",
     "truncated JSON in a complete response", mutate<page_mutation::truncated_json>},
    {"bad-json", value_rule::optional, "bad-json[=BYTES]", "JSON with an invalid escape",
     mutate<page_mutation::corrupt_json>},
    {"wrong-types", value_rule::none, "wrong-types", "a call with a list in place of a number",
     mutate<page_mutation::wrong_types>},
    {"huge", value_rule::optional, "huge[=BYTES]", "a body of BYTES bytes (default: 300000000)",
     mutate<page_mutation::huge_body>},
    {"empty", value_rule::none, "empty", "a page without calls before the right one",
     mutate<page_mutation::empty_page>},
    {"rotate", value_rule::none, "rotate", "another token for the next page",
     mutate<page_mutation::rotated_token>},
    {"shrink", value_rule::none, "shrink", "next page with half the page size",
     mutate<page_mutation::smaller_page_size>},
    {"cycle", value_rule::optional, "cycle[=PAGES]", "cyclic page links",
     mutate<page_mutation::cycle>},
    {"foreign", value_rule::optional, "foreign[=WHOSE]",
     "next page on another host, account or resource;\n"
     "WHOSE is host (default), account or path",
     [](text v) { return mock_response().mutate_page(other_page(v)); }},
};

struct setting
{
    text name;
    text synopsis;
    text meaning;
    void (*apply)(fault& target, text value);
};

constexpr setting settings[] = {
    {"p", "p=SHARE", "apply to this share of requests: 0.1",
     [](fault& target, text v) { target.probability(number<double>(v, "number")); }},
    {"nth", "nth=N", "apply to request N only",
     [](fault& target, text v) { target.nth(count(v)); }},
    {"every", "every=N", "apply to every Nth request",
     [](fault& target, text v) { target.every(count(v)); }},
    {"times", "times=N", "apply at most N times",
     [](fault& target, text v) { target.times(count(v)); }},
    {"method", "method=NAME", "apply to requests of this method only: POST",
     [](fault& target, text v) { target.method(v); }},
    {"performs", "performs=yes", "perform a write although the response is replaced",
     [](fault& target, text v) {
         static constexpr choice<bool> answers[] = {{"yes", true}, {"no", false}};
         target.response().performs = one_of(v, answers);
     }},
    {"delay", "delay=TIME", "also delay the response",
     [](fault& target, text v) { target.response().with_delay(duration(v)); }},
    {"pause", "pause=TIME", "time between the segments of drip",
     [](fault& target, text v) { target.response().segment_interval = duration(v); }},
    {"retry-after", "retry-after=SECONDS", "add Retry-After",
     [](fault& target, text v) { target.response().retry_after(seconds(v)); }},
    {"retry-date", "retry-date=SECONDS", "add Retry-After as a date SECONDS from now",
     [](fault& target, text v) { target.response().retry_after_date(seconds(v)); }},
};

template <class Word, std::size_t Count>
Word const& find_word(Word const (&words)[Count], text name, char const* type)
{
    for (Word const& each : words)
    {
        if (each.name == name)
            return each;
    }
    throw std::invalid_argument(
        std::string("unknown ") + type + " '" + std::string(name) + "', expected one of "
        + names_of(words, &Word::synopsis));
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
            reject(name, "does not accept a value");
        if (value.empty() && (has_value || rule == value_rule::required))
            reject(name, "requires a value");
    }

    text name;
    bool has_value;
    text value;
};

/// Removes the word before the next comma from `rest` and returns it.
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
    kind const& found = find_word(kinds, first.name, "fault");
    first.require(found.value);
    fault result(found.make(first.value));
    std::set<text> seen;
    while (!rest.empty())
    {
        word const each = next_word(rest);
        setting const& option = find_word(settings, each.name, "setting");
        each.require(value_rule::required);
        if (!seen.insert(each.name).second)
            reject(each.name, "is repeated");
        option.apply(result, each.value);
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

std::string fault::syntax()
{
    std::string out;
    for (kind const& each : kinds)
        append_line(out, each.synopsis, each.meaning);
    out += "followed by settings, separated by commas:\n";
    for (setting const& each : settings)
        append_line(out, each.synopsis, each.meaning);
    return out;
}

} // namespace signalwire::sandbox
