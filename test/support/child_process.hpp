#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::test
{

/// Where a stream of a child goes.
enum class child_stream
{
    /// To us.
    pipe,
    /// To us, but no more than 4 KiB wait to be read: then the child has to wait.
    narrow_pipe,
    /// To us, but the child sees a terminal of 100 columns.
    terminal,
    /// To a file that is always full.
    full_device
};

/// What to start, and how.
struct child_options
{
    child_options() = default;

    std::vector<std::string> arguments;
    /// Added to our own environment, out of which everything is taken that a client would read.
    std::map<std::string, std::string> environment;
    child_stream output = child_stream::pipe;
    child_stream errors = child_stream::pipe;
};

/// A program that runs beside the test. When it says nothing for a minute though it is waited for,
/// an exception tells what it has said so far. Destruction kills it.
class child_process
{
public:
    child_process(std::string const& program, child_options const& options);
    ~child_process();

    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;

    /// What it has written and we have read.
    [[nodiscard]] std::string const& output() const noexcept
    {
        return output_.text;
    }

    [[nodiscard]] std::string const& errors() const noexcept
    {
        return errors_.text;
    }

    /// Takes the whole lines out of what was read of the output.
    [[nodiscard]] std::string take_lines();

    /// Reads until the output (the standard error) contains `text`.
    void await_output(std::string_view text);
    void await_errors(std::string_view text);

    /// Reads until there are more whole lines to take or the output has ended: false then.
    bool await_lines();

    /// Reads nothing more and lets the child notice.
    void close_output();

    void send_signal(int number) const;

    /// Reads to the end of both streams and waits for the child: its exit status, or minus the
    /// number of the signal that killed it.
    int finish();

    /// Waits for the child without reading what it writes.
    int finish_unread();

    /// Whether it has ended.
    [[nodiscard]] bool has_ended();

    /// The most memory that it was seen to have used, in KiB; looked at whenever we read.
    [[nodiscard]] std::size_t peak_memory() const noexcept
    {
        return peak_memory_;
    }

private:
    struct stream
    {
        stream() = default;

        int fd = -1;
        std::string text;
    };

    void read_some();
    void read_from(stream& source);
    void look_at_memory();
    void reap(int wait_options);
    [[noreturn]] void give_up(std::string_view waited_for) const;

    pid_t pid_ = -1;
    std::optional<int> status_;
    stream output_;
    stream errors_;
    std::size_t peak_memory_ = 0;
    std::chrono::steady_clock::time_point deadline_;
};

} // namespace signalwire::test
