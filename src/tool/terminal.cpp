#include "tool/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace signalwire::tool
{

namespace
{

struct code_point
{
    code_point(char32_t code, std::size_t bytes) noexcept
        : value(code)
        , length(bytes)
    {
    }

    /// `invalid` for a byte that does not start a well-formed sequence.
    char32_t value;
    std::size_t length;

    static constexpr char32_t invalid = 0xffffffff;
};

std::size_t sequence_length(unsigned char lead) noexcept
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

bool is_overlong_or_surrogate(char32_t value, std::size_t length) noexcept
{
    return (length == 3 && (value < 0x800 || (value >= 0xd800 && value < 0xe000)))
        || (length == 4 && (value < 0x10000 || value > 0x10ffff));
}

/// Returns the first code point. Precondition: `text` is not empty.
code_point first(std::string_view text) noexcept
{
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const length = sequence_length(lead);
    if (length == 1)
        return code_point(lead, 1);
    if (length == 0 || length > text.size())
        return code_point(code_point::invalid, 1);

    char32_t value = lead & (0x7fU >> length);
    for (char const c : text.substr(1, length - 1))
    {
        auto const byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80)
            return code_point(code_point::invalid, 1);
        value = value << 6 | (byte & 0x3fU);
    }
    if (is_overlong_or_surrogate(value, length))
        return code_point(code_point::invalid, 1);
    return code_point(value, length);
}

struct range
{
    char32_t begin;
    char32_t last;
};

template <std::size_t N>
bool contains(std::array<range, N> const& ranges, char32_t value) noexcept
{
    auto const next = std::partition_point(
        ranges.begin(), ranges.end(), [value](range const& r) { return r.last < value; });
    return next != ranges.end() && next->begin <= value;
}

/// C0, DEL, C1, and invisible characters that reorder, join or hide adjacent text.
constexpr std::array<range, 9> control_ranges = {{
    {0x0000, 0x001f},
    {0x007f, 0x009f},
    {0x061c, 0x061c},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},
    {0xe0000, 0xe007f},
}};

constexpr std::array<range, 12> combining_ranges = {{
    {0x0300, 0x036f},
    {0x0483, 0x0489},
    {0x0591, 0x05bd},
    {0x064b, 0x065f},
    {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff},
    {0x20d0, 0x20ff},
    {0x302a, 0x302d},
    {0x3099, 0x309a},
    {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f},
    {0xe0100, 0xe01ef},
}};

constexpr std::array<range, 12> wide_ranges = {{
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe4f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1faff},
    {0x20000, 0x3fffd},
}};

std::size_t width(char32_t value) noexcept
{
    if (contains(combining_ranges, value))
        return 0;
    return contains(wide_ranges, value) ? 2 : 1;
}

void append_hex(std::string& out, char32_t value, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        out += "0123456789abcdef"[value >> shift & 0xfU];
}

void append_escaped(std::string& out, char32_t value)
{
    switch (value)
    {
    case U'\n': out += "\\n"; return;
    case U'\r': out += "\\r"; return;
    case U'\t': out += "\\t"; return;
    default: break;
    }
    bool const is_short = value < 0x10000;
    out += is_short ? "\\u" : "\\U";
    append_hex(out, value, is_short ? 4 : 8);
}

bool is_plain(char c) noexcept
{
    return c >= 0x20 && c < 0x7f;
}

constexpr std::size_t default_columns = 80;

/// A failure to write a message cannot be reported.
void write_ignoring_errors(int fd, std::string_view text)
{
    while (!text.empty())
    {
        ssize_t const written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return;
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
}

bool is_capable_terminal(int fd)
{
    if (::isatty(fd) == 0)
        return false;
    char const* const kind = std::getenv("TERM");
    return kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
}

} // namespace

void append_terminal_text(std::string& out, std::string_view text)
{
    while (!text.empty())
    {
        auto const plain = static_cast<std::size_t>(
            std::distance(text.begin(), std::find_if_not(text.begin(), text.end(), is_plain)));
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            return;

        code_point const next = first(text);
        if (next.value == code_point::invalid)
        {
            out += "\\x";
            append_hex(out, static_cast<unsigned char>(text.front()), 2);
        }
        else if (contains(control_ranges, next.value))
            append_escaped(out, next.value);
        else
            out += text.substr(0, next.length);
        text.remove_prefix(next.length);
    }
}

std::string terminal_text(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    append_terminal_text(out, text);
    return out;
}

std::size_t display_width(std::string_view text)
{
    std::size_t columns = 0;
    while (!text.empty())
    {
        code_point const next = first(text);
        columns += width(next.value);
        text.remove_prefix(next.length);
    }
    return columns;
}

std::string_view clip(std::string_view text, std::size_t columns)
{
    std::size_t bytes = 0;
    while (bytes < text.size())
    {
        code_point const next = first(text.substr(bytes));
        std::size_t const needed = width(next.value);
        if (needed > columns)
            break;
        columns -= needed;
        bytes += next.length;
    }
    return text.substr(0, bytes);
}

status_line::status_line(int fd, bool enabled)
    : fd_(fd)
    , enabled_(enabled)
    , is_terminal_(is_capable_terminal(fd))
{
}

status_line::~status_line()
{
    clear();
}

bool status_line::is_due(clock::time_point now) const noexcept
{
    return enabled_ && (is_terminal_ || now - last_ >= line_interval);
}

std::size_t status_line::columns() const
{
    if (!is_terminal_)
        return std::string::npos;
    // The last column stays empty, because some terminals wrap a full line.
    std::size_t const all = terminal_columns(fd_);
    return all == 0 ? default_columns - 1 : all - 1;
}

void status_line::show(std::string const& text, clock::time_point now)
{
    last_ = now;
    if (!is_terminal_)
        return write_ignoring_errors(fd_, text + '\n');
    // One write that clears only the rest of the old text, to avoid flicker.
    write_ignoring_errors(fd_, '\r' + text + "\x1b[K");
    shown_ = true;
}

void status_line::clear()
{
    if (!shown_)
        return;
    write_ignoring_errors(fd_, "\r\x1b[K");
    shown_ = false;
}

std::size_t terminal_columns(int fd)
{
    if (::isatty(fd) == 0)
        return 0;
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return default_columns;
    return size.ws_col;
}

void print_error_line(std::string line)
{
    line += '\n';
    write_ignoring_errors(STDERR_FILENO, line);
}

void print_failure(std::string_view message)
{
    // The name of GNU: without a directory.
    print_error_line(std::string(program_invocation_short_name).append(": ").append(message));
}

} // namespace signalwire::tool
