#pragma once

#include <cstddef>
#include <string>

namespace signalwire::tool
{

/// The last line of a terminal, which is repeatedly overwritten. Does nothing if the output is not
/// a terminal.
class status_line
{
public:
    /// `fd` is the terminal, which must stay open.
    status_line(int fd, bool enabled);

    status_line(status_line const&) = delete;
    status_line& operator=(status_line const&) = delete;

    /// Clears the line, so that the prompt of the shell does not follow it.
    ~status_line();

    [[nodiscard]] bool enabled() const noexcept
    {
        return enabled_;
    }

    /// Returns the maximum width of a text that fits into the line.
    [[nodiscard]] std::size_t columns() const;

    /// Replaces the line.
    void show(std::string const& text);

    /// Clears the line for other output.
    void clear();

private:
    int fd_;
    bool enabled_;
    bool shown_ = false;
};

/// Returns the number of columns of the terminal `fd`; 0 if it is not a terminal.
[[nodiscard]] std::size_t terminal_columns(int fd);

/// Writes `line` and a line break to the standard error, unbuffered.
void print_error_line(std::string line);

} // namespace signalwire::tool
