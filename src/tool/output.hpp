#pragma once

#include "tool/checkpoint.hpp"
#include "tool/files.hpp"

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

/// The output cannot be written. The message names the file and the error.
class output_error : public std::runtime_error
{
public:
    output_error(std::string const& name, int error_number);

    /// Returns true if the reader (such as `head`) has closed the output. This is not reported.
    [[nodiscard]] bool is_broken_pipe() const noexcept
    {
        return broken_pipe_;
    }

private:
    bool broken_pipe_;
};

/// The standard output or a file. Buffers text and writes it in large blocks.
///
/// `write(2)` never blocks on a pipe or a terminal, so that Ctrl-C works although the reader is
/// stopped. Their descriptors stay in blocking mode, because they are shared with other programs.
class output
{
public:
    enum class mode
    {
        replace,
        append
    };

    /// Size of pending text at which the buffer should be flushed.
    static constexpr std::size_t flush_bytes = 64 * std::size_t{1024};

    /// Opens the standard output.
    output();

    /// Opens a file, and creates it if it does not exist. `mode::replace` truncates it at the first
    /// write, so that a run that fails early keeps the earlier output.
    ///
    /// Throws: `output_error`; `file_in_use` if another process writes the file.
    output(std::string const& path, mode open_mode);

    /// Opens the file of an earlier run and truncates it to `saved`.
    ///
    /// Throws: `std::invalid_argument` if the file does not exist, is too short or is another file;
    /// `output_error`; `file_in_use`.
    output(std::string const& path, output_checkpoint const& saved);

    /// Returns true if the output contains text of an earlier run.
    [[nodiscard]] bool has_previous_text() const noexcept
    {
        return base_ > 0;
    }

    [[nodiscard]] int descriptor() const noexcept
    {
        return fd_;
    }

    /// Returns the buffer, to append text to.
    [[nodiscard]] std::string& buffer() noexcept
    {
        return buffer_;
    }

    [[nodiscard]] bool has_pending() const noexcept
    {
        return buffer_.size() > buffer_written_;
    }

    [[nodiscard]] bool should_flush() const noexcept
    {
        return buffer_.size() - buffer_written_ >= flush_bytes;
    }

    /// Returns the number of bytes written by this object.
    [[nodiscard]] std::uint64_t written() const noexcept
    {
        return written_;
    }

    /// Returns a checkpoint of the output after `written` bytes of this object, or `nullopt` unless
    /// it is a readable regular file that was opened by its path.
    [[nodiscard]] std::optional<output_checkpoint> checkpoint(std::uint64_t written) const;

    /// Writes as much as possible without blocking. Returns true if no text is pending.
    ///
    /// Throws: `output_error`; unwritten text stays pending.
    bool write_some();

    /// Truncates the file as the first write does, for a run without output.
    ///
    /// Throws: `output_error`.
    void discard_previous_text();

    /// Throws: `output_error` if the output is a pipe whose reader has closed it.
    void check_reader() const;

    /// Writes all pending text.
    ///
    /// Throws: `output_error`.
    ///
    /// Cancellation: terminal, while it waits for the reader.
    [[nodiscard]] boost::asio::awaitable<void> drain();

    /// After a failure, truncates the output to the first `keep` bytes, so that it ends with a
    /// complete record. Does nothing unless it is a regular file and no other process has appended
    /// to it.
    void rewind(std::uint64_t keep) noexcept;

    /// Makes a regular file durable.
    ///
    /// Throws: `output_error`.
    void sync();

    /// Closes the file. Some file systems report a full disk only here.
    ///
    /// Throws: `output_error`.
    void close();

private:
    void inspect_descriptor();
    void lock(std::string const& path);
    void open_reader(std::string const& path);
    void truncate_to(std::string const& path, output_checkpoint const& saved);
    bool is_ready() const;
    std::size_t write_block(std::string_view text);
    [[noreturn]] void fail(int error_number) const;

    std::string name_ = "the standard output";
    /// Not open for the standard output, which is never closed.
    file_descriptor file_;
    /// The same file for reading; not open unless it is a regular file.
    file_descriptor reader_;
    int fd_ = 1;
    bool is_regular_ = false;
    bool is_pipe_ = false;
    bool must_truncate_ = false;
    /// The offset in a regular file at the start of this run.
    std::uint64_t base_ = 0;
    std::uint64_t written_ = 0;
    std::string buffer_;
    /// Number of bytes of the buffer that are already written.
    std::size_t buffer_written_ = 0;
};

/// Writes and flushes a short text to the standard output.
///
/// Throws: `output_error`.
void print(std::string_view text);

} // namespace signalwire::tool
