#include "tool/status_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace signalwire::tool
{

namespace
{

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

status_line::status_line(int fd, bool enabled)
    : fd_(fd)
    , enabled_(enabled && is_capable_terminal(fd))
{
}

status_line::~status_line()
{
    clear();
}

std::size_t status_line::columns() const
{
    // The last column stays empty, because some terminals wrap a full line.
    std::size_t const all = terminal_columns(fd_);
    return all == 0 ? default_columns - 1 : all - 1;
}

void status_line::show(std::string const& text)
{
    if (!enabled_)
        return;
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

} // namespace signalwire::tool
