#pragma once

#include "tool/file_descriptor.hpp"
#include "tool/output_checkpoint.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// The output cannot be written. The message is complete: what, and why.
class output_error : public std::runtime_error
{
public:
    output_error(std::string const& name, int error_number);

    /// The reader has gone, as `head` does: nothing to report.
    [[nodiscard]] bool is_broken_pipe() const noexcept
    {
        return broken_pipe_;
    }

private:
    bool broken_pipe_;
};

/// Where the calls go: the standard output or a file. Collects text and writes it in large pieces.
///
/// A regular file is written at once. A pipe or a terminal is never waited for inside `write(2)`:
/// its reader may have stopped, and then Ctrl-C must still be heard. Their descriptors are not made
/// non-blocking either, because they are shared with other programs.
class output
{
public:
    enum class mode
    {
        replace,
        append
    };

    /// Pending text of this size is worth writing.
    static constexpr std::size_t chunk_size = 64 * std::size_t{1024};

    /// The standard output.
    output();

    /// A file, made if need be. It is emptied (`mode::replace`) with the first write and not
    /// before: a run that fails at once must not cost the result of the last one.
    /// Throws `output_error`, and `file_in_use` when another process writes the file.
    output(std::string const& path, mode how);

    /// A file of which an earlier run wrote what `mark` speaks of, and then perhaps more, which is
    /// cut off. Throws `std::invalid_argument`, whose message is a clause, when the file is not
    /// there, too short or another; `output_error` and `file_in_use`.
    output(std::string const& path, output_mark const& mark);

    /// Whether there is text in it that an earlier run wrote.
    [[nodiscard]] bool has_earlier_text() const noexcept
    {
        return base_ > 0;
    }

    [[nodiscard]] bool is_regular() const noexcept
    {
        return is_regular_;
    }

    [[nodiscard]] int descriptor() const noexcept
    {
        return fd_;
    }

    /// Takes text: append to what this returns.
    [[nodiscard]] std::string& buffer() noexcept
    {
        return buffer_;
    }

    [[nodiscard]] bool has_pending() const noexcept
    {
        return buffer_.size() > begun_;
    }

    [[nodiscard]] bool wants_writing() const noexcept
    {
        return buffer_.size() - begun_ >= chunk_size;
    }

    /// Bytes written by this object.
    [[nodiscard]] std::uint64_t written() const noexcept
    {
        return written_;
    }

    /// A mark for the output as it was when this object had written so many bytes. Nothing when it
    /// is no regular file that was opened by its name and can be read.
    [[nodiscard]] std::optional<output_mark> mark(std::uint64_t written) const;

    /// Writes what can be written without waiting; true when nothing is pending any more.
    /// Throws `output_error`; what could not be written stays pending.
    bool write_some();

    /// Does what the first write would do to the text that was to be replaced. For a run that has
    /// nothing to write. Throws `output_error`.
    void drop_earlier_text();

    /// Throws the `output_error` that writing to a pipe without a reader would give.
    void check_reader() const;

    /// Writes everything. Throws `output_error`; may be cancelled while it waits for a reader.
    [[nodiscard]] boost::asio::awaitable<void> drain();

    /// After a failure: takes back what was written after the first `keep` bytes, so that the
    /// output ends with a whole record. Only a regular file of which we wrote the end can do that.
    void rewind(std::uint64_t keep) noexcept;

    /// Makes what was written durable, as far as the file can. Throws `output_error`.
    void sync();

    /// Some file systems report a full disk only here. Throws `output_error`.
    void close();

private:
    void examine();
    void lock(std::string const& path);
    void open_reader(std::string const& path);
    void cut_back(std::string const& path, output_mark const& mark);
    bool is_ready() const;
    std::size_t write_piece(std::string_view text);
    [[noreturn]] void fail(int error_number) const;

    std::string name_ = "the standard output";
    /// Empty for the standard output, which is not ours to close.
    file_descriptor file_;
    /// The same file, to measure it; not open unless it is a regular one.
    file_descriptor reader_;
    int fd_ = 1;
    bool is_regular_ = false;
    bool is_pipe_ = false;
    bool must_truncate_ = false;
    /// The position in a regular file at which this run began to write.
    std::uint64_t base_ = 0;
    std::uint64_t written_ = 0;
    std::string buffer_;
    /// How much of the buffer has been written already.
    std::size_t begun_ = 0;
};

/// Writes a short text to the standard output and waits until it is there. Throws `output_error`.
void print(std::string_view text);

} // namespace signalwire::tool
