// Cursors from elsewhere: as they come, and as payloads that are given the checksum they need.

#include "core/text.hpp"
#include "fuzz/fuzz.hpp"

#include <signalwire/cursor.hpp>

#include <boost/crc.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::cursor;
namespace core = signalwire::core;

namespace
{

std::string sealed(std::string_view payload)
{
    std::string const text = "swc1." + core::encode_base64url(payload);
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(crc.checksum() >> shift & 0xff);
    return text + '.' + core::encode_base64url(bytes);
}

void check(std::string_view text)
{
    std::optional<cursor> place;
    try
    {
        place = cursor::from_string(text);
    }
    catch (std::invalid_argument const& refusal)
    {
        require(
            std::string_view(refusal.what()).starts_with("cursor: the text "),
            "a refusal says what is wrong with the text");
        return;
    }
    // Whoever forges a checksum may write the same place in other words, but only one is ours.
    std::string const ours = place->to_string();
    require(cursor::from_string(ours) == *place, "a place is read as it was written");
    require(cursor::from_string(ours).to_string() == ours, "a place is written in one way");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    check(input);
    check(sealed(input));
    std::optional<std::string> const bytes = core::decode_base64url(input);
    require(!bytes || core::encode_base64url(*bytes) == input, "base 64 is undone exactly");
    require(
        core::decode_base64url(core::encode_base64url(input)) == input,
        "what is encoded is decoded");
}
