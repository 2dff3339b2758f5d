#pragma once

#include "tool/file_descriptor.hpp"

#include <stdexcept>
#include <string>

namespace signalwire::tool
{

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

} // namespace signalwire::tool
