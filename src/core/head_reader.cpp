#include "core/head_reader.hpp"

#include "core/text.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>

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

/// Returns true if the value of `Connection` is a valid list of tokens.
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
        on_piece(piece, feed != std::string_view::npos, ec);
    }
    return used;
}

/// Most lines arrive in one piece and need no copy.
void head_reader::on_piece(std::string_view piece, bool ends_line, error_code& ec)
{
    bool const is_partial = !ends_line || !line_.empty();
    if (is_partial)
        line_.append(piece);
    std::string_view const line = is_partial ? std::string_view(line_) : piece;
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
    on_line(line, ec);
    line_.clear();
}

void head_reader::on_line(std::string_view line, error_code& ec)
{
    line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    else
        report_deviation("http.line_end");
    // Some parsers accept a single CR as line end, and NUL as end of text.
    if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos)
        ec = error::bad_line_ending;
    else if (text_.empty())
        on_status_line(line, ec);
    else if (!line.empty())
        on_field(line, ec);
    else
    {
        text_ += line_end;
        complete_ = true;
    }
}

/// Accepts additional blanks before the status and none after it.
void head_reader::on_status_line(std::string_view line, error_code& ec)
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
    constexpr std::size_t default_capacity = 1024;
    text_.reserve(default_capacity);
    text_.append(line.substr(0, version)).append(" ").append(rest.substr(0, 3)).append(" ");
    text_.append(rest.substr(std::min<std::size_t>(4, rest.size())));
    if (text_ != line)
        report_deviation("http.status_line");
    text_ += line_end;
}

void head_reader::on_field(std::string_view line, error_code& ec)
{
    std::size_t const colon = line.find(':');
    std::string_view const name = line.substr(0, colon);
    if (is_blank(line.front()))
    {
        // Parsers disagree whether the previous line has ended.
        if (is_length_)
        {
            ec = error::bad_value;
            return;
        }
        report_deviation("http.folded_line");
    }
    else
    {
        is_length_ = is_any_of(name, {"Content-Length", "Transfer-Encoding"});
    }
    if (colon != std::string_view::npos && is_any_of(name, {"Connection", "Proxy-Connection"})
        && !is_token_list(line.substr(colon + 1)))
    {
        // Closing is safe whatever the field says.
        report_deviation("http.connection");
        line = "Connection: close";
    }
    text_.append(line).append(line_end);
}

void head_reader::report_deviation(std::string_view name)
{
    if (std::find(deviations_.begin(), deviations_.end(), name) == deviations_.end())
        deviations_.push_back(name);
}

} // namespace signalwire::core
