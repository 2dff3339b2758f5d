#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// A part of a sound or picture that is generated as it is sent, so that it takes no memory. Each
/// byte depends on its position: a part at the wrong place shows.
class sound
{
public:
    /// The whole of `size` bytes. `media_type` is `audio/x-wav`, which has a valid header,
    /// `audio/mpeg`, which consists of frames, or another.
    sound(std::string_view media_type, std::uint64_t identity, std::size_t size);

    /// Returns the part of `size` bytes at `offset`, which must be within the whole.
    [[nodiscard]] sound part(std::size_t offset, std::size_t size) const;

    /// Returns the size of the part.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return size_;
    }

    /// Appends up to `size` bytes at `offset` within the part.
    void append(std::string& out, std::size_t offset, std::size_t size) const;

private:
    [[nodiscard]] char byte_at(std::uint64_t position) const noexcept;

    std::uint64_t identity_;
    /// What it begins with, and what each of its frames begins with.
    std::string header_;
    std::string frame_;
    std::uint64_t first_ = 0;
    std::size_t size_;
};

} // namespace signalwire::sandbox::detail
