#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Appends `text` in a form that is safe on a terminal. Control characters (bidirectional ones
/// included) and invalid UTF-8 are escaped as `\n`, `\u001b` or `\xff`, so that a server cannot
/// control the terminal.
void append_terminal_text(std::string& out, std::string_view text);

/// Returns `text` in a form that is safe on a terminal, see `append_terminal_text`.
[[nodiscard]] std::string terminal_text(std::string_view text);

/// Returns the number of terminal columns of a `terminal_text`: two for ideographs and emoji, none
/// for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Returns the longest prefix of a `terminal_text` of at most `columns` columns.
[[nodiscard]] std::string_view clip(std::string_view text, std::size_t columns);

/// The last line of a terminal, which is repeatedly overwritten. An output that is not a terminal
/// gets a line once in a while.
class status_line
{
public:
    /// `fd` is the terminal, which must stay open.
    status_line(int fd, bool enabled);

    status_line(status_line const&) = delete;
    status_line& operator=(status_line const&) = delete;

    /// Clears the line, so that the prompt of the shell does not follow it.
    ~status_line();

    using clock = std::chrono::steady_clock;

    /// Time between two lines that are not on a terminal.
    static constexpr std::chrono::seconds line_interval{10};

    /// Returns whether a text would be shown now: on a terminal always, else after
    /// `line_interval`. Never if this is not enabled.
    [[nodiscard]] bool is_due(clock::time_point now) const noexcept;

    /// Returns the maximum width of a text that fits into the line; no limit without a terminal.
    [[nodiscard]] std::size_t columns() const;

    /// Replaces the line, or writes another one. `is_due(now)` must be true.
    void show(std::string const& text, clock::time_point now);

    /// Clears the line for other output.
    void clear();

private:
    int fd_;
    bool enabled_;
    bool is_terminal_;
    bool shown_ = false;
    clock::time_point last_ = clock::now();
};

/// Returns the number of columns of the terminal `fd`; 0 if it is not a terminal.
[[nodiscard]] std::size_t terminal_columns(int fd);

/// Writes `line` and a line break to the standard error, unbuffered.
void print_error_line(std::string line);

/// Writes `message` after the name of the program to the standard error.
void print_failure(std::string_view message);

} // namespace signalwire::tool
