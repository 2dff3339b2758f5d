#include "core/base64.hpp"

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
/// The years that a filter can name.
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

json::value moment_to_json(std::optional<std::chrono::sys_seconds> const& moment)
{
    return moment ? json::value(moment->time_since_epoch().count()) : json::value();
}

json::array window_to_json(cursor_window const& window)
{
    return {moment_to_json(window.from),   moment_to_json(window.to),
            json::string(window.page_uri), window.delivered,
            json::string(window.last_id),  moment_to_json(window.moment)};
}

/// Reads the members of an array one after the other; anything unexpected makes it damaged.
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
        // Who calculates with it need not fear an overflow, nor can a filter hold any other.
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

cursor_window window_from_json(json::value const& value)
{
    member_reader in(value);
    cursor_window window;
    window.from = in.moment();
    window.to = in.moment();
    member_reader::require(!window.from || !window.to || *window.from <= *window.to);
    window.page_uri = in.text();
    window.delivered = in.number();
    window.last_id = in.text();
    window.moment = in.moment();
    return window;
}

} // namespace

cursor::cursor(
    std::uint64_t listing, std::string page_uri, std::uint64_t delivered, std::string last_id,
    bool at_end, std::optional<std::chrono::sys_seconds> moment)
    : listing_(listing)
    , page_uri_(std::move(page_uri))
    , delivered_(delivered)
    , last_id_(std::move(last_id))
    , at_end_(at_end)
    , moment_(moment)
{
}

cursor::cursor(std::uint64_t listing, std::vector<cursor_window> windows)
    : listing_(listing)
    , at_end_(windows.empty())
    , windows_(std::move(windows))
{
}

cursor::cursor(
    std::uint64_t listing, std::chrono::sys_seconds since, std::vector<std::uint64_t> seen)
    : listing_(listing)
    , moment_(since)
    , seen_(std::move(seen))
{
}

std::string cursor::to_string() const
{
    json::array members = {listing_, page_uri_, delivered_, last_id_, static_cast<int>(at_end_)};
    // What is not there is not written: earlier versions knew only the first five.
    if (moment_ || !windows_.empty() || !seen_.empty())
        members.push_back(moment_to_json(moment_));
    if (!windows_.empty() || !seen_.empty())
    {
        json::array windows;
        for (cursor_window const& window : windows_)
            windows.push_back(window_to_json(window));
        members.push_back(std::move(windows));
    }
    if (!seen_.empty())
        members.push_back(json::array(seen_.begin(), seen_.end()));
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
    cursor out;
    out.listing_ = in.number();
    out.page_uri_ = in.text();
    out.delivered_ = in.number();
    out.last_id_ = in.text();
    out.at_end_ = in.number() != 0;
    if (!in.at_end())
        out.moment_ = in.moment();
    if (!in.at_end())
    {
        for (json::value const& window : in.list())
            out.windows_.push_back(window_from_json(window));
    }
    if (!in.at_end())
    {
        json::value const& seen = in.any();
        for (member_reader each(seen); !each.at_end();)
            out.seen_.push_back(each.number());
    }
    // One position has one text.
    member_reader::require(out.to_string() == text);
    return out;
}

} // namespace signalwire
