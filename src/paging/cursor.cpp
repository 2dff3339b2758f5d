#include "client/base64.hpp"

#include <signalwire/cursor.hpp>

#include <boost/crc.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>
#include <utility>

namespace signalwire
{

namespace
{

constexpr std::string_view prefix = "swc1.";

std::string checksum(std::string_view text)
{
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    std::uint32_t const value = crc.checksum();
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return client::encode_base64url(bytes);
}

[[noreturn]] void refuse(char const* reason)
{
    throw std::invalid_argument(std::string("cursor: ") + reason);
}

/// The text between prefix and checksum, once both are found to be right.
std::string_view checked_payload(std::string_view text)
{
    if (!text.starts_with("swc"))
        refuse("the text is not a cursor");
    if (!text.starts_with(prefix))
        refuse("the text was written by another version of this library");
    std::size_t const dot = text.rfind('.');
    if (dot < prefix.size() || checksum(text.substr(0, dot)) != text.substr(dot + 1))
        refuse("the text is damaged: its checksum does not match");
    return text.substr(prefix.size(), dot - prefix.size());
}

} // namespace

cursor::cursor(
    std::uint64_t listing, std::string page_uri, std::uint64_t delivered, std::string last_id,
    bool at_end)
    : listing_(listing)
    , page_uri_(std::move(page_uri))
    , delivered_(delivered)
    , last_id_(std::move(last_id))
    , at_end_(at_end)
{
}

std::string cursor::to_string() const
{
    boost::json::array const members = {
        listing_, page_uri_, delivered_, last_id_, static_cast<int>(at_end_)};
    std::string text(prefix);
    text += client::encode_base64url(boost::json::serialize(members));
    return text + '.' + checksum(text);
}

cursor cursor::from_string(std::string_view text)
{
    std::optional<std::string> const payload = client::decode_base64url(checked_payload(text));
    boost::system::error_code ec;
    boost::json::value const document =
        payload ? boost::json::parse(*payload, ec) : boost::json::value();
    boost::json::array const* const members = ec ? nullptr : document.if_array();
    if (!members || members->size() != 5 || !members->at(1).is_string()
        || !members->at(3).is_string())
        refuse("the text is damaged");

    boost::system::error_code not_a_number;
    auto const number = [&](std::size_t index) {
        boost::system::error_code failed;
        auto const value = members->at(index).to_number<std::uint64_t>(failed);
        not_a_number = failed ? failed : not_a_number;
        return value;
    };
    cursor out(
        number(0), std::string(members->at(1).get_string()), number(2),
        std::string(members->at(3).get_string()), number(4) != 0);
    // One position has one text.
    if (not_a_number || out.to_string() != text)
        refuse("the text is damaged");
    return out;
}

} // namespace signalwire
