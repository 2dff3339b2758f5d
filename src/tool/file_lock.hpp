#pragma once

#include "tool/file_descriptor.hpp"

#include <stdexcept>
#include <string>

namespace signalwire::tool
{

/// Another process has locked the file. The message is complete and names the process if the
/// system tells it.
class file_in_use : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// What a lock belongs to.
enum class lock_owner
{
    /// Closing any descriptor of the file unlocks it. Other processes can ask for our process id.
    process,
    /// Only closing this descriptor unlocks the file.
    descriptor
};

/// Locks the file that is open for writing as `fd`, with a record lock of fcntl(2): it holds
/// between the clients of an NFS server and ends with the process, however the process ends. File
/// systems without locks are accepted: they cannot tell that a file is in use. `path` is for
/// messages. Throws `file_in_use` and `std::system_error`.
void lock_file(int fd, lock_owner owner, std::string const& path);

/// Keeps other runs away from the cursor file `path`, which need not exist. Because saving replaces
/// that file, the lock is on another file beside it, which is removed at the end.
class cursor_lock
{
public:
    /// Throws `file_in_use` and `std::system_error`.
    explicit cursor_lock(std::string const& path);

    cursor_lock(cursor_lock const&) = delete;
    cursor_lock& operator=(cursor_lock const&) = delete;

    ~cursor_lock();

    /// The name of the file beside `path`.
    [[nodiscard]] static std::string path_beside(std::string const& path);

private:
    std::string path_;
    file_descriptor beside_;
    /// The cursor file itself as it is at the beginning: it may have other names (hard links).
    file_descriptor cursor_;
};

} // namespace signalwire::tool
