#include "client/file_sink.hpp"

#include "core/text.hpp"

#include <boost/system/system_error.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <random>
#include <utility>

namespace signalwire::client
{

namespace
{

/// Returns the folder of `path`, with the slash, or an empty string.
std::string folder_of(std::string const& path)
{
    return path.substr(0, path.rfind('/') + 1);
}

/// Returns a name in the folder of `path` that no other file has, with high probability.
std::string temporary_name(std::string const& path)
{
    std::random_device source;
    std::array<char, 32> suffix{};
    std::snprintf(suffix.data(), suffix.size(), ".%08x%08x.part", source(), source());
    // The name itself may be as long as names may be.
    return folder_of(path) + ".download" + suffix.data();
}

} // namespace

file_sink::file_sink(std::string path)
    : path_(std::move(path))
{
}

file_sink::~file_sink()
{
    if (descriptor_ < 0)
        return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

boost::asio::awaitable<void> file_sink::write(std::string_view bytes)
{
    write_all(bytes);
    co_return;
}

bool file_sink::restart()
{
    open();
    if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0)
        fail(errno);
    return true;
}

boost::asio::awaitable<void> file_sink::finish()
{
    commit();
    co_return;
}

void file_sink::open()
{
    if (descriptor_ >= 0)
        return;
    std::string name = temporary_name(path_);
    int const descriptor =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    if (descriptor < 0)
        fail(errno);
    temporary_ = std::move(name);
    descriptor_ = descriptor;
}

void file_sink::write_all(std::string_view bytes)
{
    open();
    while (!bytes.empty())
    {
        ssize_t const count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            fail(errno);
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
}

void file_sink::commit()
{
    open();
    if (::fsync(descriptor_) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0)
        fail(errno);
    ::close(std::exchange(descriptor_, -1));
    sync_folder();
}

/// The file is there: that its name may not outlive a power failure is no reason to fail.
void file_sink::sync_folder() const noexcept
{
    std::string const folder = folder_of(path_);
    int const descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

void file_sink::fail(int error_number) const
{
    throw boost::system::system_error(
        error_number, boost::system::system_category(), "cannot write " + core::quoted(path_, 300));
}

} // namespace signalwire::client
