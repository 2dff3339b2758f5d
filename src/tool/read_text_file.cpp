#include "tool/read_text_file.hpp"

#include "tool/exit_status.hpp"
#include "tool/file_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

namespace signalwire::tool
{

namespace
{

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
