#include "tool/file_lock.hpp"

#include "tool/terminal_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace signalwire::tool
{

namespace
{

/// The whole file, however long it becomes.
struct flock whole_file() noexcept
{
    struct flock region{};
    region.l_type = F_WRLCK;
    region.l_whence = SEEK_SET;
    return region;
}

bool has_no_locks(int error_number) noexcept
{
    return error_number == ENOLCK || error_number == ENOSYS || error_number == EINVAL
        || error_number == ENOTSUP || error_number == EOPNOTSUPP;
}

[[noreturn]] void refuse(int fd, std::string const& path)
{
    struct flock holder = whole_file();
    std::string process;
    if (::fcntl(fd, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK && holder.l_pid > 0)
        process = " (process " + std::to_string(holder.l_pid) + ")";
    throw file_in_use(printable(path) + " is in use by another run" + process);
}

/// False when the name has come to mean another file, or none: its last user has removed it.
bool is_still_named(int fd, std::string const& path)
{
    struct stat opened{};
    struct stat named{};
    return ::fstat(fd, &opened) == 0 && opened.st_nlink > 0 && ::stat(path.c_str(), &named) == 0
        && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// Makes the file if need be.
file_descriptor open_and_lock(std::string const& path, std::string const& locked)
{
    for (;;)
    {
        file_descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.is_open())
            throw std::system_error(errno, std::generic_category(), "cannot lock " + locked);
        lock_file(file.get(), lock_owner::process, locked);
        if (is_still_named(file.get(), path))
            return file;
    }
}

/// Not open when the file is not there, is not ours to write or is no regular one.
file_descriptor lock_existing(std::string const& path)
{
    file_descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (file.is_open() && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
        lock_file(file.get(), lock_owner::descriptor, path);
    return file;
}

} // namespace

void lock_file(int fd, lock_owner owner, std::string const& path)
{
    struct flock region = whole_file();
    int const command = owner == lock_owner::process ? F_SETLK : F_OFD_SETLK;
    if (::fcntl(fd, command, &region) == 0 || has_no_locks(errno))
        return;
    if (errno == EACCES || errno == EAGAIN)
        refuse(fd, path);
    throw std::system_error(errno, std::generic_category(), "cannot lock " + path);
}

cursor_lock::cursor_lock(std::string const& path)
    : path_(path_beside(path))
    , beside_(open_and_lock(path_, path))
    , cursor_(lock_existing(path))
{
}

cursor_lock::~cursor_lock()
{
    // While it is locked: whoever has opened it already finds out that the name has gone.
    ::unlink(path_.c_str());
}

std::string cursor_lock::path_beside(std::string const& path)
{
    return path + ".signalwire-lock";
}

} // namespace signalwire::tool
