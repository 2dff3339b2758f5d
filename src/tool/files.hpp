#pragma once

#include <unistd.h>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace signalwire::tool
{

/// Owns a file descriptor.
class file_descriptor
{
public:
    file_descriptor() = default;

    explicit file_descriptor(int fd) noexcept
        : fd_(fd)
    {
    }

    file_descriptor(file_descriptor&& other) noexcept
        : fd_(other.release())
    {
    }

    file_descriptor& operator=(file_descriptor&& other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }

    ~file_descriptor()
    {
        if (is_open())
            ::close(fd_);
    }

    [[nodiscard]] bool is_open() const noexcept
    {
        return fd_ >= 0;
    }

    [[nodiscard]] int get() const noexcept
    {
        return fd_;
    }

    [[nodiscard]] int release() noexcept
    {
        return std::exchange(fd_, -1);
    }

private:
    int fd_ = -1;
};

/// Another process has locked the file. The message contains the process ID if it is known.
class file_in_use : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The owner of a lock.
enum class lock_owner
{
    /// Closing any descriptor of the file unlocks it. Other processes can query the process ID.
    process,
    /// Only closing this descriptor unlocks the file.
    descriptor
};

/// Locks the file that is open for writing as `fd`, with a record lock of fcntl(2). This lock
/// works between clients of an NFS server, and any end of the process releases it. Has no effect on
/// file systems without locks. `path` is for messages.
///
/// Throws: `file_in_use`, `std::system_error`.
void lock_file(int fd, lock_owner owner, std::string const& path);

/// Locks the cursor file `path`, which need not exist, against other runs. Saving replaces that
/// file, so the lock is on a separate file in the same directory, which is removed at the end.
class cursor_lock
{
public:
    /// Throws: `file_in_use`, `std::system_error`.
    explicit cursor_lock(std::string const& path);

    cursor_lock(cursor_lock const&) = delete;
    cursor_lock& operator=(cursor_lock const&) = delete;

    ~cursor_lock();

    /// Returns the path of the lock file for `path`.
    [[nodiscard]] static std::string lock_path(std::string const& path);

private:
    std::string path_;
    file_descriptor lock_descriptor_;
    /// The cursor file at the start of the run: it may have other names (hard links).
    file_descriptor cursor_descriptor_;
};

/// Returns `path`, or the target at the end of a chain of symbolic links. The target need not
/// exist. A loop of links sets `error`.
[[nodiscard]] std::string follow_symbolic_links(std::string const& path, std::error_code& error);

/// Returns the text of a small file, such as a token or a cursor, or `nullopt` if it does not
/// exist.
///
/// Throws: `usage_error` if it cannot be read or is larger than `max_bytes`. The message names
/// `option` and never quotes the text.
[[nodiscard]] std::optional<std::string> read_text_file(
    std::string_view option, std::string const& path, std::size_t max_bytes);

/// Reads the first line of the standard input, without waiting for the rest.
///
/// Throws: as `read_text_file`.
[[nodiscard]] std::string read_standard_input_line(std::string_view option, std::size_t max_bytes);

/// Returns the first line without surrounding white space.
[[nodiscard]] std::string_view first_line(std::string_view text);

} // namespace signalwire::tool
