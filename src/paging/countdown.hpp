#pragma once

#include <cstdint>
#include <optional>

namespace signalwire::paging
{

/// How many of what a consumer still wants; without a limit, any number.
class countdown
{
public:
    explicit countdown(std::optional<std::uint64_t> limit) noexcept
        : left_(limit)
    {
    }

    [[nodiscard]] bool over() const noexcept
    {
        return left_ && *left_ == 0;
    }

    void count() noexcept
    {
        if (left_)
            --*left_;
    }

private:
    std::optional<std::uint64_t> left_;
};

} // namespace signalwire::paging
