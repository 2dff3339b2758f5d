#include "client/uri_reference.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/grammar/hexdig_chars.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>

namespace signalwire::client
{

namespace urls = boost::urls;

namespace
{

bool is_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_scheme(std::string_view text) noexcept
{
    return !text.empty() && is_letter(text.front())
        && std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

/// Removes and returns the part of `text` before the first of `ends`, or all of it.
std::string_view take_until(std::string_view& text, std::string_view ends) noexcept
{
    std::string_view const taken = text.substr(0, text.find_first_of(ends));
    text.remove_prefix(taken.size());
    return taken;
}

bool begins_escape(std::string_view text) noexcept
{
    return text.size() >= 3 && text[0] == '%' && urls::grammar::hexdig_chars(text[1])
        && urls::grammar::hexdig_chars(text[2]);
}

template <class CharSet>
std::string escaped(std::string_view part, CharSet const& allowed)
{
    std::string out;
    for (std::size_t i = 0; i != part.size(); ++i)
    {
        if (allowed(static_cast<unsigned char>(part[i])) || begins_escape(part.substr(i)))
            out += part[i];
        else
            out += urls::encode(part.substr(i, 1), urls::unreserved_chars);
    }
    return out;
}

/// Returns a path without unnecessary escapes; the others are in upper case.
std::string unescaped(std::string_view path)
{
    std::string out;
    for (std::size_t i = 0; i != path.size(); ++i)
    {
        if (path[i] != '%')
        {
            out += path[i];
            continue;
        }
        auto const value = urls::grammar::hexdig_value(path[i + 1]) * 16
            + urls::grammar::hexdig_value(path[i + 2]);
        char const c = static_cast<char>(value);
        out += urls::encode(std::string_view(&c, 1), urls::unreserved_chars);
        i += 2;
    }
    return out;
}

/// RFC 3986, section 5.2.4, for a path that begins with a slash.
std::string without_dots(std::string_view path)
{
    std::string out;
    while (!path.empty())
    {
        std::size_t const end = std::min(path.find('/', 1), path.size());
        std::string_view const segment = path.substr(0, end);
        path.remove_prefix(end);
        bool const up = segment == "/..";
        if (!up && segment != "/.")
        {
            out += segment;
            continue;
        }
        if (up)
            out.resize(out.empty() ? 0 : out.rfind('/'));
        if (path.empty())
            out += '/';
    }
    return out;
}

} // namespace

uri_reference::uri_reference(std::string_view text) noexcept
{
    text = text.substr(0, text.find('#'));
    std::string_view rest = text;
    std::string_view const front = take_until(rest, ":/?");
    if (rest.starts_with(':') && is_scheme(front))
    {
        has_scheme = true;
        scheme = front;
        text = rest.substr(1);
    }
    if (text.starts_with("//"))
    {
        has_authority = true;
        text.remove_prefix(2);
        authority = take_until(text, "/?");
    }
    path = take_until(text, "?");
    if (!text.empty())
    {
        has_query = true;
        query = text.substr(1);
    }
}

path_and_query resolve(uri_reference const& reference, uri_reference const& base)
{
    path_and_query out;
    bool const is_same_page = reference.path.empty() && !reference.has_authority;
    std::string path(is_same_page ? base.path : reference.path);
    if (!reference.has_authority && !path.starts_with('/'))
        path.insert(0, base.path.substr(0, base.path.rfind('/') + 1));
    std::string const escaped_path = escaped(path, urls::pchars + '/');
    std::string const query = escaped(reference.query, urls::pchars + '/' + '?');
    out.was_escaped = escaped_path != path || query != reference.query;
    out.path = without_dots(unescaped(escaped_path));
    if (reference.has_query)
        out.query = query;
    else if (is_same_page && base.has_query)
        out.query = base.query;
    return out;
}

} // namespace signalwire::client
