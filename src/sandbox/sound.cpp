#include "sandbox/sound.hpp"

#include "sandbox/keyed_random.hpp"

#include <algorithm>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::size_t wave_header_bytes = 44;
/// Of 128 kbit/s at 44.1 kHz.
constexpr std::size_t mpeg_frame_bytes = 417;

void append_number(std::string& out, std::uint64_t value, unsigned bytes)
{
    for (; bytes != 0; --bytes, value >>= 8)
        out += static_cast<char>(value & 0xff);
}

/// The header of a WAVE file of one channel with 8000 samples of a byte per second.
std::string wave_header(std::size_t size)
{
    std::string out = "RIFF";
    append_number(out, size - 8, 4);
    out += "WAVEfmt ";
    append_number(out, 16, 4);
    append_number(out, 1, 2);
    append_number(out, 1, 2);
    append_number(out, 8000, 4);
    append_number(out, 8000, 4);
    append_number(out, 1, 2);
    append_number(out, 8, 2);
    out += "data";
    append_number(out, size - wave_header_bytes, 4);
    return out;
}

/// The header of an MPEG frame, and side information without any main data.
std::string mpeg_frame()
{
    std::string out("\xff\xfb\x90\xc4", 4);
    return out.append(32, '\0');
}

} // namespace

sound::sound(std::string_view media_type, std::uint64_t identity, std::size_t size)
    : identity_(identity)
    , size_(size)
{
    if (media_type == "audio/x-wav")
    {
        size_ = std::max(size, wave_header_bytes);
        header_ = wave_header(size_);
    }
    if (media_type == "audio/mpeg")
        frame_ = mpeg_frame();
}

sound sound::part(std::size_t offset, std::size_t size) const
{
    sound result = *this;
    result.first_ += offset;
    result.size_ = size;
    return result;
}

void sound::append(std::string& out, std::size_t offset, std::size_t size) const
{
    std::size_t const end = std::min(size_, offset + std::min(size, size_ - offset));
    for (; offset < end; ++offset)
        out += byte_at(first_ + offset);
}

char sound::byte_at(std::uint64_t position) const noexcept
{
    if (position < header_.size())
        return header_[position];
    if (!frame_.empty() && position % mpeg_frame_bytes < frame_.size())
        return frame_[position % mpeg_frame_bytes];
    return static_cast<char>(mix(identity_ + position / 8) >> position % 8 * 8 & 0xff);
}

} // namespace signalwire::sandbox::detail
