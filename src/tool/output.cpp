#include "tool/output.hpp"

#include "tool/files.hpp"
#include "tool/terminal.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace signalwire::tool
{

namespace asio = boost::asio;

output_error::output_error(std::string const& name, int error_number)
    : std::runtime_error(
          "cannot write " + name + ": " + std::generic_category().message(error_number))
    , broken_pipe_(error_number == EPIPE)
{
}

output::output()
{
    inspect_descriptor();
}

output::output(std::string const& path, mode open_mode)
    : name_("to " + terminal_text(path))
    , file_(::open(
          path.c_str(),
          O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (open_mode == mode::append ? O_APPEND : 0),
          0666))
    , fd_(file_.get())
    , must_truncate_(open_mode == mode::replace)
{
    if (!file_.is_open())
        fail(errno);
    inspect_descriptor();
    lock(path);
    open_reader(path);
    if (must_truncate_)
        base_ = 0;
}

output::output(std::string const& path, output_checkpoint const& saved)
    : name_("to " + terminal_text(path))
    , file_(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_APPEND | O_NONBLOCK))
    , fd_(file_.get())
{
    if (!file_.is_open() && errno == ENOENT)
        throw std::invalid_argument(terminal_text(path) + " does not exist");
    if (!file_.is_open())
        fail(errno);
    inspect_descriptor();
    lock(path);
    open_reader(path);
    truncate_to(path, saved);
}

/// Pipes and devices are not locked: they may have several writers.
void output::lock(std::string const& path)
{
    if (is_regular_)
        lock_file(fd_, lock_owner::process, path);
}

/// Only regular files: opening others for reading may have side effects.
void output::open_reader(std::string const& path)
{
    if (is_regular_)
        reader_ = file_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
}

void output::truncate_to(std::string const& path, output_checkpoint const& saved)
{
    std::string const name = terminal_text(path);
    if (!is_regular_)
        throw std::invalid_argument(name + " is not a regular file");
    if (base_ < saved.length)
        throw std::invalid_argument(
            name + " has only " + std::to_string(base_) + " of " + std::to_string(saved.length)
            + " bytes");
    if (measure(reader_.get(), saved.length) != saved)
        throw std::invalid_argument(name + " is not the file that was written");
    if (base_ > saved.length && ::ftruncate(fd_, static_cast<off_t>(saved.length)) != 0)
        fail(errno);
    base_ = saved.length;
}

std::optional<output_checkpoint> output::checkpoint(std::uint64_t written) const
{
    return reader_.is_open() ? measure(reader_.get(), base_ + written) : std::nullopt;
}

void output::inspect_descriptor()
{
    struct stat status{};
    if (::fstat(fd_, &status) != 0)
        fail(errno);
    is_pipe_ = S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode);
    is_regular_ = S_ISREG(status.st_mode);
    if (!is_regular_)
        return;
    bool const appends = (::fcntl(fd_, F_GETFL) & O_APPEND) != 0;
    off_t const position = appends ? status.st_size : ::lseek(fd_, 0, SEEK_CUR);
    base_ = static_cast<std::uint64_t>(std::max<off_t>(position, 0));
}

void output::discard_previous_text()
{
    if (!must_truncate_)
        return;
    must_truncate_ = false;
    if (is_regular_ && ::ftruncate(fd_, 0) != 0)
        fail(errno);
}

bool output::is_ready() const
{
    if (is_regular_)
        return true;
    pollfd entry{fd_, POLLOUT, 0};
    // Errors and a closed pipe count as ready: write(2) reports them.
    return ::poll(&entry, 1, 0) > 0;
}

std::size_t output::write_block(std::string_view text)
{
    // A pipe that is ready accepts PIPE_BUF bytes; a larger write could block.
    if (!is_regular_)
        text = text.substr(0, PIPE_BUF);
    ssize_t const count = ::write(fd_, text.data(), text.size());
    if (count >= 0)
        return static_cast<std::size_t>(count);
    if (errno != EINTR && errno != EAGAIN)
        fail(errno);
    return 0;
}

bool output::write_some()
{
    if (!has_pending())
        return true;
    discard_previous_text();
    while (has_pending() && is_ready())
    {
        std::size_t const count = write_block(std::string_view(buffer_).substr(buffer_written_));
        buffer_written_ += count;
        written_ += count;
    }
    if (has_pending())
        return false;
    buffer_.clear();
    buffer_written_ = 0;
    return true;
}

void output::check_reader() const
{
    pollfd entry{fd_, 0, 0};
    if (is_pipe_ && ::poll(&entry, 1, 0) > 0 && (entry.revents & (POLLERR | POLLHUP)) != 0)
        fail(EPIPE);
}

asio::awaitable<void> output::drain()
{
    if (write_some())
        co_return;

    // Asio makes the descriptor that it waits for non-blocking, which must not happen to a shared
    // descriptor. It waits for an epoll descriptor, which is readable while fd_ is writable.
    file_descriptor watcher(::epoll_create1(EPOLL_CLOEXEC));
    epoll_event event{};
    event.events = EPOLLOUT;
    if (!watcher.is_open() || ::epoll_ctl(watcher.get(), EPOLL_CTL_ADD, fd_, &event) != 0)
        fail(errno);
    asio::posix::stream_descriptor ready(co_await asio::this_coro::executor, watcher.get());
    static_cast<void>(watcher.release());
    while (!write_some())
        co_await ready.async_wait(asio::posix::descriptor_base::wait_read, asio::use_awaitable);
}

void output::rewind(std::uint64_t keep) noexcept
{
    struct stat status{};
    if (!is_regular_ || keep >= written_ || ::fstat(fd_, &status) != 0
        || static_cast<std::uint64_t>(status.st_size) != base_ + written_)
        return;
    auto const end = static_cast<off_t>(base_ + keep);
    if (::ftruncate(fd_, end) == 0)
    {
        // The shell shares the offset of a redirected standard output.
        static_cast<void>(::lseek(fd_, end, SEEK_SET));
        written_ = keep;
    }
    buffer_.clear();
    buffer_written_ = 0;
}

void output::sync()
{
    if (is_regular_ && ::fdatasync(fd_) != 0)
        fail(errno);
}

void output::close()
{
    int const fd = file_.release();
    if (fd >= 0 && ::close(fd) != 0)
        fail(errno);
}

void output::fail(int error_number) const
{
    throw output_error(name_, error_number);
}

void print(std::string_view text)
{
    std::cout << text << std::flush;
    if (!std::cout)
        throw output_error("the standard output", errno);
}

} // namespace signalwire::tool
