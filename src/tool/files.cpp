#include "tool/files.hpp"

#include "tool/exit_status.hpp"
#include "tool/terminal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace signalwire::tool
{

namespace
{

/// Returns the region of the whole file, of any length.
struct flock whole_file() noexcept
{
    struct flock region{};
    region.l_type = F_WRLCK;
    region.l_whence = SEEK_SET;
    return region;
}

bool are_locks_unsupported(int error_number) noexcept
{
    return error_number == ENOLCK || error_number == ENOSYS || error_number == EINVAL
        || error_number == ENOTSUP || error_number == EOPNOTSUPP;
}

[[noreturn]] void throw_in_use(int fd, std::string const& path)
{
    struct flock holder = whole_file();
    std::string process;
    if (::fcntl(fd, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK && holder.l_pid > 0)
        process = " (process " + std::to_string(holder.l_pid) + ")";
    throw file_in_use(terminal_text(path) + " is in use by another run" + process);
}

/// Returns false if the path no longer refers to the open file, because its last user removed it.
bool is_still_named(int fd, std::string const& path)
{
    struct stat opened{};
    struct stat named{};
    return ::fstat(fd, &opened) == 0 && opened.st_nlink > 0 && ::stat(path.c_str(), &named) == 0
        && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// Creates the file if it does not exist.
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

/// The result is not open if the file does not exist, is not writable or is not a regular file.
file_descriptor lock_existing(std::string const& path)
{
    file_descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (file.is_open() && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
        lock_file(file.get(), lock_owner::descriptor, path);
    return file;
}

/// The limit of Linux.
constexpr int max_links = 40;

[[noreturn]] void reject(
    std::string_view option, std::string const& path, std::string const& reason)
{
    throw usage_error(std::string(option) + ": " + path + ": " + reason);
}

/// Reads to the end of the file, or of the first line if `one_line`.
std::string read_text(
    std::string_view option, std::string const& name, int fd, std::size_t max_bytes, bool one_line)
{
    std::string text;
    std::array<char, 4096> block{};
    for (;;)
    {
        ssize_t const count = ::read(fd, block.data(), block.size());
        if (count < 0 && errno != EINTR)
            reject(option, name, std::generic_category().message(errno));
        if (count > 0)
            text.append(block.data(), static_cast<std::size_t>(count));
        if (text.size() > max_bytes)
            reject(option, name, "too large");
        if (count == 0 || (one_line && text.find('\n') != std::string::npos))
            return text;
    }
}

} // namespace

void lock_file(int fd, lock_owner owner, std::string const& path)
{
    struct flock region = whole_file();
    int const command = owner == lock_owner::process ? F_SETLK : F_OFD_SETLK;
    if (::fcntl(fd, command, &region) == 0 || are_locks_unsupported(errno))
        return;
    if (errno == EACCES || errno == EAGAIN)
        throw_in_use(fd, path);
    throw std::system_error(errno, std::generic_category(), "cannot lock " + path);
}

cursor_lock::cursor_lock(std::string const& path)
    : path_(lock_path(path))
    , lock_descriptor_(open_and_lock(path_, path))
    , cursor_descriptor_(lock_existing(path))
{
}

cursor_lock::~cursor_lock()
{
    // Unlinked while locked, so that a process that has already opened it detects the removal.
    ::unlink(path_.c_str());
}

std::string cursor_lock::lock_path(std::string const& path)
{
    return path + ".signalwire-lock";
}

std::string follow_symbolic_links(std::string const& path, std::error_code& error)
{
    error.clear();
    std::filesystem::path current = path;
    for (int links = 0; links <= max_links; ++links)
    {
        std::error_code no_link;
        std::filesystem::path const target = std::filesystem::read_symlink(current, no_link);
        if (no_link)
            return current.string();
        // An absolute target replaces the whole path.
        current = current.parent_path() / target;
    }
    error = std::make_error_code(std::errc::too_many_symbolic_link_levels);
    return path;
}

std::optional<std::string> read_text_file(
    std::string_view option, std::string const& path, std::size_t max_bytes)
{
    file_descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file.is_open() && errno == ENOENT)
        return std::nullopt;
    if (!file.is_open())
        reject(option, path, std::generic_category().message(errno));
    return read_text(option, path, file.get(), max_bytes, false);
}

std::string read_standard_input_line(std::string_view option, std::size_t max_bytes)
{
    return read_text(option, "the standard input", STDIN_FILENO, max_bytes, true);
}

std::string_view first_line(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    text = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

} // namespace signalwire::tool
