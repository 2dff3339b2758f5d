#include "tool/cursor_file.hpp"

#include "tool/exit_status.hpp"
#include "tool/files.hpp"

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

/// The position of hundreds of windows takes about 100 KiB.
constexpr std::size_t max_position_bytes = 16 * std::size_t{1024} * 1024;

[[noreturn]] void throw_errno(std::string const& message)
{
    int const number = errno;
    throw std::system_error(number, std::generic_category(), message);
}

std::string resolve_links(std::string const& path)
{
    std::error_code error;
    std::string target = follow_symbolic_links(path, error);
    if (error)
        throw usage_error("--cursor: " + path + ": " + error.message());
    return target;
}

/// Creates a private file. Replaces one left by a killed run.
int create_private(std::string const& path)
{
    ::unlink(path.c_str());
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

/// A temporary file in the directory of the final file, removed unless it is renamed. Its name is
/// constant, so killed runs leave at most one file.
class temporary_file
{
public:
    explicit temporary_file(std::string const& final_path)
        : path_(cursor_file::temporary_path(final_path))
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

/// Parses a cursor file. The first line is the cursor, a space and the layout. Files of earlier
/// versions have no layout, and older ones no second line.
checkpoint parse_checkpoint(std::string_view text)
{
    std::string_view const line = first_line(text);
    std::size_t const cursor_end = std::min(line.find(' '), line.size());
    checkpoint result(cursor::from_string(line.substr(0, cursor_end)));
    result.layout = first_line(line.substr(cursor_end));
    std::size_t const line_end = text.find('\n');
    std::string_view const rest =
        line_end == std::string_view::npos ? "" : first_line(text.substr(line_end + 1));
    result.output = parse_output_checkpoint(rest);
    if (!rest.empty() && !result.output)
        throw std::invalid_argument("invalid second line");
    return result;
}

/// Makes the new directory entry durable, if the file system supports it.
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

std::optional<checkpoint> cursor_file::load() const
{
    require_writable_directory();
    std::optional<std::string> const text = read_text_file("--cursor", path_, max_position_bytes);
    if (!text)
        return std::nullopt;
    try
    {
        return parse_checkpoint(*text);
    }
    catch (std::invalid_argument const& e)
    {
        reject(e.what());
    }
}

void cursor_file::reject(std::string_view reason) const
{
    // The message already starts with --cursor.
    constexpr std::string_view subject = "cursor: ";
    if (reason.starts_with(subject))
        reason.remove_prefix(subject.size());
    throw usage_error(
        "--cursor: " + path_ + ": " + std::string(reason)
        + "; remove the file to list from the start");
}

void cursor_file::save(checkpoint const& saved) const
{
    std::string text = saved.position.to_string();
    if (!saved.layout.empty())
        text += ' ' + saved.layout;
    text += '\n';
    if (saved.output)
        text += to_text(*saved.output) + '\n';
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

std::string cursor_file::temporary_path(std::string const& path)
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
