#pragma once

#include <unistd.h>

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

} // namespace signalwire::tool
