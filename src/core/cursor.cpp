#include "core/text.hpp"

#include <signalwire/cursor.hpp>

#include <boost/crc.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace signalwire
{

namespace json = boost::json;

namespace
{

constexpr std::string_view prefix = "swc1.";
/// The years that a filter can express.
constexpr std::chrono::sys_seconds begin_of_time =
    std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
constexpr std::chrono::sys_seconds end_of_time =
    std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);

std::string checksum(std::string_view text)
{
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    std::uint32_t const value = crc.checksum();
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return core::encode_base64url(bytes);
}

[[noreturn]] void refuse(char const* reason)
{
    throw std::invalid_argument(std::string("cursor: ") + reason);
}

/// Returns the text between prefix and checksum after both have been verified.
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

json::value moment_to_json(std::optional<std::chrono::sys_seconds> const& moment)
{
    return moment ? json::value(moment->time_since_epoch().count()) : json::value();
}

json::array window_to_json(detail::cursor_window const& window)
{
    return {moment_to_json(window.from),   moment_to_json(window.to),
            json::string(window.page_uri), window.page_offset,
            json::string(window.last_id),  moment_to_json(window.anchor_time)};
}

/// Reads the members of an array in order. Anything unexpected is an error.
class member_reader
{
public:
    explicit member_reader(json::value const& value)
        : members_(value.if_array())
    {
        require(members_ != nullptr);
    }

    [[nodiscard]] bool at_end() const noexcept
    {
        return next_ == members_->size();
    }

    json::value const& any()
    {
        require(!at_end());
        return members_->at(next_++);
    }

    std::uint64_t number()
    {
        boost::system::error_code failed;
        auto const value = any().to_number<std::uint64_t>(failed);
        require(!failed);
        return value;
    }

    std::string text()
    {
        json::string const* const value = any().if_string();
        require(value != nullptr);
        return std::string(value->data(), value->size());
    }

    std::optional<std::chrono::sys_seconds> moment()
    {
        json::value const& value = any();
        if (value.is_null())
            return std::nullopt;
        std::int64_t const* const seconds = value.if_int64();
        require(seconds != nullptr);
        std::chrono::sys_seconds const moment{std::chrono::seconds(*seconds)};
        // Prevents overflow in calculations; a filter accepts no other time either.
        require(moment >= begin_of_time && moment < end_of_time);
        return moment;
    }

    json::array const& list()
    {
        json::array const* const value = any().if_array();
        require(value != nullptr);
        return *value;
    }

    static void require(bool condition)
    {
        if (!condition)
            refuse("the text is damaged");
    }

private:
    json::array const* members_;
    std::size_t next_ = 0;
};

detail::cursor_window window_from_json(json::value const& value)
{
    member_reader in(value);
    detail::cursor_window window;
    window.from = in.moment();
    window.to = in.moment();
    member_reader::require(!window.from || !window.to || *window.from <= *window.to);
    window.page_uri = in.text();
    window.page_offset = in.number();
    window.last_id = in.text();
    window.anchor_time = in.moment();
    return window;
}

} // namespace

namespace detail
{

cursor cursor_access::make(cursor_position position)
{
    cursor out;
    out.position_ = std::move(position);
    return out;
}

cursor cursor_access::make(
    std::uint64_t listing_fingerprint, std::string page_uri, std::uint64_t page_offset,
    std::string last_id, bool at_end, std::optional<std::chrono::sys_seconds> anchor_time)
{
    cursor_position out;
    out.listing_fingerprint = listing_fingerprint;
    out.page_uri = std::move(page_uri);
    out.page_offset = page_offset;
    out.last_id = std::move(last_id);
    out.at_end = at_end;
    out.anchor_time = anchor_time;
    return make(std::move(out));
}

cursor cursor_access::make(std::uint64_t listing_fingerprint, std::vector<cursor_window> windows)
{
    cursor_position out;
    out.listing_fingerprint = listing_fingerprint;
    out.at_end = windows.empty();
    out.windows = std::move(windows);
    return make(std::move(out));
}

cursor cursor_access::make(
    std::uint64_t listing_fingerprint, std::chrono::sys_seconds anchor_time,
    std::vector<std::uint64_t> delivered_fingerprints)
{
    cursor_position out;
    out.listing_fingerprint = listing_fingerprint;
    out.anchor_time = anchor_time;
    out.delivered_fingerprints = std::move(delivered_fingerprints);
    return make(std::move(out));
}

} // namespace detail

std::string cursor::to_string() const
{
    json::array members = {
        position_.listing_fingerprint, position_.page_uri, position_.page_offset, position_.last_id,
        static_cast<int>(position_.at_end)};
    // Trailing members are optional: earlier versions wrote only the first five.
    if (position_.anchor_time || !position_.windows.empty()
        || !position_.delivered_fingerprints.empty())
        members.push_back(moment_to_json(position_.anchor_time));
    if (!position_.windows.empty() || !position_.delivered_fingerprints.empty())
    {
        json::array windows;
        for (detail::cursor_window const& window : position_.windows)
            windows.push_back(window_to_json(window));
        members.push_back(std::move(windows));
    }
    if (!position_.delivered_fingerprints.empty())
        members.push_back(json::array(
            position_.delivered_fingerprints.begin(), position_.delivered_fingerprints.end()));
    std::string text(prefix);
    text += core::encode_base64url(json::serialize(members));
    return text + '.' + checksum(text);
}

cursor cursor::from_string(std::string_view text)
{
    std::optional<std::string> const payload = core::decode_base64url(checked_payload(text));
    boost::system::error_code ec;
    json::value const document = payload ? json::parse(*payload, ec) : json::value();
    member_reader::require(!ec);
    member_reader in(document);
    detail::cursor_position out;
    out.listing_fingerprint = in.number();
    out.page_uri = in.text();
    out.page_offset = in.number();
    out.last_id = in.text();
    out.at_end = in.number() != 0;
    if (!in.at_end())
        out.anchor_time = in.moment();
    if (!in.at_end())
    {
        for (json::value const& window : in.list())
            out.windows.push_back(window_from_json(window));
    }
    if (!in.at_end())
    {
        json::value const& seen = in.any();
        for (member_reader each(seen); !each.at_end();)
            out.delivered_fingerprints.push_back(each.number());
    }
    // A position has exactly one serialized form.
    cursor const result = detail::cursor_access::make(std::move(out));
    member_reader::require(result.to_string() == text);
    return result;
}

} // namespace signalwire
