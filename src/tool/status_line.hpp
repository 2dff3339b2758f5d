#pragma once

#include <cstddef>
#include <string>

namespace signalwire::tool
{

/// The one line at the bottom of a terminal that is written over again and again. On anything that
/// is not a terminal it does nothing.
class status_line
{
public:
    /// `fd` is the terminal, which must stay open; `wanted` is what the user says.
    status_line(int fd, bool wanted);

    status_line(status_line const&) = delete;
    status_line& operator=(status_line const&) = delete;

    /// Wipes the line: the prompt of the shell must not stand behind it.
    ~status_line();

    [[nodiscard]] bool enabled() const noexcept
    {
        return enabled_;
    }

    /// How wide a text may be so as not to break into a second line.
    [[nodiscard]] std::size_t columns() const;

    void show(std::string const& text);

    /// Makes room for other text.
    void clear();

private:
    int fd_;
    bool enabled_;
    bool shown_ = false;
};

/// The columns of the terminal `fd`; 0 when it is none.
[[nodiscard]] std::size_t terminal_columns(int fd);

/// Writes `line` and a line break to the standard error, past any buffer.
void print_error_line(std::string line);

} // namespace signalwire::tool
