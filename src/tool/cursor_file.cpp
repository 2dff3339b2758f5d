#include "tool/cursor_file.hpp"

#include "tool/exit_status.hpp"
#include "tool/file_descriptor.hpp"
#include "tool/read_text_file.hpp"
#include "tool/symbolic_link.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace signalwire::tool
{

namespace
{

/// In hundreds of windows of time a position takes a hundred KiB.
constexpr std::size_t largest_position = 16 * std::size_t{1024} * 1024;

[[noreturn]] void throw_errno(std::string const& what)
{
    int const number = errno;
    throw std::system_error(number, std::generic_category(), what);
}

std::string resolve_links(std::string const& path)
{
    std::error_code error;
    std::string target = follow_symbolic_links(path, error);
    if (error)
        throw usage_error("--cursor: " + path + ": " + error.message());
    return target;
}

/// Opens a new file that nobody else may read. What a run that was killed has left there goes.
int create_private(std::string const& path)
{
    ::unlink(path.c_str());
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

/// A file beside its final place that disappears unless it gets there. Its name is always the same:
/// being killed again and again leaves one file behind and not many.
class temporary_file
{
public:
    explicit temporary_file(std::string const& final_path)
        : path_(cursor_file::path_of_next(final_path))
        , fd_(create_private(path_))
    {
        if (!fd_.is_open())
            throw_errno("cannot save the position in " + final_path);
    }

    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;

    ~temporary_file()
    {
        if (!path_.empty())
            ::unlink(path_.c_str());
    }

    void write(std::string_view text)
    {
        while (!text.empty())
        {
            ssize_t const count = ::write(fd_.get(), text.data(), text.size());
            if (count < 0 && errno != EINTR)
                throw_errno("cannot save the position in " + path_);
            if (count > 0)
                text.remove_prefix(static_cast<std::size_t>(count));
        }
        if (::fsync(fd_.get()) != 0)
            throw_errno("cannot save the position in " + path_);
    }

    void rename(std::string const& final_path)
    {
        if (std::rename(path_.c_str(), final_path.c_str()) != 0)
            throw_errno("cannot save the position in " + final_path);
        path_.clear();
    }

private:
    std::string path_;
    file_descriptor fd_;
};

/// The first line is the cursor and, behind a blank, the layout; files of earlier versions have no
/// layout, and still earlier ones no second line.
saved_position read_position(std::string_view text)
{
    std::string_view const line = first_line(text);
    std::size_t const cursor_end = std::min(line.find(' '), line.size());
    saved_position position(cursor::from_string(line.substr(0, cursor_end)));
    position.layout = first_line(line.substr(cursor_end));
    std::size_t const line_end = text.find('\n');
    std::string_view const rest =
        line_end == std::string_view::npos ? "" : first_line(text.substr(line_end + 1));
    position.output = read_mark(rest);
    if (!rest.empty() && !position.output)
        throw std::invalid_argument("the second line is damaged");
    return position;
}

/// Makes the new name itself durable. Not every file system can; then it is as durable as it gets.
void sync_directory(std::string const& path)
{
    file_descriptor const directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.is_open())
        static_cast<void>(::fsync(directory.get()));
}

} // namespace

cursor_file::cursor_file(std::string const& path)
    : path_(resolve_links(path))
{
}

std::optional<saved_position> cursor_file::load() const
{
    require_writable_directory();
    std::optional<std::string> const text = read_small_file("--cursor", path_, largest_position);
    if (!text)
        return std::nullopt;
    try
    {
        return read_position(*text);
    }
    catch (std::invalid_argument const& e)
    {
        refuse(e.what());
    }
}

void cursor_file::refuse(std::string_view reason) const
{
    // The library says that it speaks of a cursor; we have just said so.
    constexpr std::string_view subject = "cursor: ";
    if (reason.starts_with(subject))
        reason.remove_prefix(subject.size());
    throw usage_error(
        "--cursor: " + path_ + ": " + std::string(reason)
        + "; remove it to list from the beginning");
}

void cursor_file::save(saved_position const& position) const
{
    std::string text = position.place.to_string();
    if (!position.layout.empty())
        text += ' ' + position.layout;
    text += '\n';
    if (position.output)
        text += to_text(*position.output) + '\n';
    temporary_file file(path_);
    file.write(text);
    file.rename(path_);
    sync_directory(directory());
}

void cursor_file::remove() const
{
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT)
        throw_errno("cannot remove " + path_);
}

std::string cursor_file::path_of_next(std::string const& path)
{
    return path + ".signalwire-new";
}

void cursor_file::require_writable_directory() const
{
    if (::access(directory().c_str(), W_OK | X_OK) != 0)
        throw usage_error(
            "--cursor: cannot write in " + directory() + ": "
            + std::generic_category().message(errno));
}

std::string cursor_file::directory() const
{
    std::string const parent = std::filesystem::path(path_).parent_path().string();
    return parent.empty() ? "." : parent;
}

} // namespace signalwire::tool
