#include "core/head_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>
#include <initializer_list>

namespace signalwire::core
{

namespace beast = boost::beast;
using beast::http::error;
using boost::system::error_code;

namespace
{

constexpr std::string_view version_prefix = "HTTP/1.";
constexpr std::string_view line_end = "\r\n";

constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view each) {
        return beast::iequals({name.data(), name.size()}, {each.data(), each.size()});
    });
}

/// Whether the value of `Connection` is a list of tokens, as it should be.
bool is_token_list(std::string_view value)
{
    return beast::http::validate_list(
        beast::http::opt_token_list(beast::string_view(value.data(), value.size())));
}

} // namespace

std::size_t head_reader::write(std::string_view bytes, error_code& ec)
{
    ec = {};
    std::size_t used = 0;
    while (!ec && !complete_ && used < bytes.size())
    {
        std::size_t const feed = bytes.find('\n', used);
        std::size_t const end = feed == std::string_view::npos ? bytes.size() : feed + 1;
        std::string_view const piece = bytes.substr(used, end - used);
        if (piece.size() > left_)
        {
            ec = error::header_limit;
            break;
        }
        left_ -= piece.size();
        used = end;
        take_piece(piece, feed != std::string_view::npos, ec);
    }
    return used;
}

/// Most lines come in one piece, which needs no copy.
void head_reader::take_piece(std::string_view piece, bool ends_line, error_code& ec)
{
    bool const is_torn = !ends_line || !line_.empty();
    if (is_torn)
        line_.append(piece);
    std::string_view const line = is_torn ? std::string_view(line_) : piece;
    if (text_.empty())
    {
        std::size_t const known = std::min(line.size(), version_prefix.size());
        if (line.substr(0, known) != version_prefix.substr(0, known))
        {
            ec = error::bad_version;
            return;
        }
    }
    if (!ends_line)
        return;
    take_line(line, ec);
    line_.clear();
}

void head_reader::take_line(std::string_view line, error_code& ec)
{
    line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    else
        deviate("http.line_end");
    // Some take a CR alone for the end of a line, and a NUL for that of a text.
    if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos)
        ec = error::bad_line_ending;
    else if (text_.empty())
        take_status_line(line, ec);
    else if (!line.empty())
        take_field(line, ec);
    else
    {
        text_ += line_end;
        complete_ = true;
    }
}

/// There may be more blanks in front of the status and none behind it.
void head_reader::take_status_line(std::string_view line, error_code& ec)
{
    constexpr std::size_t version = std::string_view("HTTP/1.1").size();
    std::size_t const status = line.find_first_not_of(" \t", version);
    std::string_view const rest = line.substr(std::min(status, line.size()));
    if (status == version || rest.size() < 3
        || !std::all_of(rest.begin(), rest.begin() + 3, is_digit)
        || (rest.size() > 3 && !is_blank(rest[3])))
    {
        ec = error::bad_status;
        return;
    }
    constexpr std::size_t usual_size = 1024;
    text_.reserve(usual_size);
    text_.append(line.substr(0, version)).append(" ").append(rest.substr(0, 3)).append(" ");
    text_.append(rest.substr(std::min<std::size_t>(4, rest.size())));
    if (text_ != line)
        deviate("http.status_line");
    text_ += line_end;
}

void head_reader::take_field(std::string_view line, error_code& ec)
{
    std::size_t const colon = line.find(':');
    std::string_view const name = line.substr(0, colon);
    if (is_blank(line.front()))
    {
        // Readers differ about whether the line before has ended.
        if (is_length_)
        {
            ec = error::bad_value;
            return;
        }
        deviate("http.folded_line");
    }
    else
    {
        is_length_ = is_any_of(name, {"Content-Length", "Transfer-Encoding"});
    }
    if (colon != std::string_view::npos && is_any_of(name, {"Connection", "Proxy-Connection"})
        && !is_token_list(line.substr(colon + 1)))
    {
        // Whatever it was to say, after this response there is no other one.
        deviate("http.connection");
        line = "Connection: close";
    }
    text_.append(line).append(line_end);
}

void head_reader::deviate(std::string_view name)
{
    if (std::find(deviations_.begin(), deviations_.end(), name) == deviations_.end())
        deviations_.push_back(name);
}

} // namespace signalwire::core
