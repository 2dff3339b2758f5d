#include "core/text.hpp"

#include <signalwire/webhook.hpp>

#include <boost/url/decode_view.hpp>
#include <boost/url/pct_string_view.hpp>

#include <algorithm>

namespace signalwire
{

namespace
{

std::string decoded(std::string_view text)
{
    boost::urls::encoding_opts plus;
    plus.space_as_plus = true;
    auto const encoded = boost::urls::make_pct_string_view(text);
    if (!encoded)
        return std::string(text);
    boost::urls::decode_view const view(*encoded, plus);
    return std::string(view.begin(), view.end());
}

/// Reads parameters into members.
class reader
{
public:
    explicit reader(webhook const& source) noexcept
        : source_(source)
    {
    }

    [[nodiscard]] std::optional<std::string> text(std::string_view name) const
    {
        return std::optional<std::string>(source_.get(name));
    }

    template <class Enum>
    [[nodiscard]] std::optional<Enum> enumeration(std::string_view name) const
    {
        std::optional<std::string_view> const value = source_.get(name);
        return value ? std::optional(Enum(*value)) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const
    {
        std::optional<std::string_view> const value = source_.get(name);
        return value ? core::parse_number<std::int64_t>(*value) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::chrono::seconds> seconds(std::string_view name) const
    {
        std::optional<std::int64_t> const value = number(name);
        return value ? std::optional(std::chrono::seconds(*value)) : std::nullopt;
    }

private:
    webhook const& source_;
};

} // namespace

webhook webhook::parse(std::string_view body)
{
    webhook out;
    while (!body.empty())
    {
        std::size_t const end = std::min(body.find('&'), body.size());
        std::string_view const pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty())
            continue;
        std::size_t const equals = std::min(pair.find('='), pair.size());
        out.parameters_.emplace_back(
            decoded(pair.substr(0, equals)),
            decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return out;
}

std::optional<std::string_view> webhook::get(std::string_view name) const noexcept
{
    auto const found =
        std::find_if(parameters_.begin(), parameters_.end(), [name](parameter const& candidate) {
            return candidate.first == name;
        });
    return found == parameters_.end() ? std::nullopt
                                      : std::optional<std::string_view>(found->second);
}

call_event webhook::call() const
{
    reader const from(*this);
    call_event out;
    out.call_sid = from.text("CallSid");
    out.account_sid = from.text("AccountSid");
    out.from = from.text("From");
    out.to = from.text("To");
    out.status = from.enumeration<compat::call_status>("CallStatus");
    out.direction = from.enumeration<compat::call_direction>("Direction");
    if (std::optional<std::string_view> const time = get("Timestamp"))
        out.time = timestamp::parse(*time);
    out.sequence_number = from.number("SequenceNumber");
    out.duration = from.seconds("CallDuration");
    if (!out.duration)
        out.duration = from.seconds("Duration");
    return out;
}

message_event webhook::message() const
{
    reader const from(*this);
    message_event out;
    out.message_sid = from.text("MessageSid");
    if (!out.message_sid)
        out.message_sid = from.text("SmsSid");
    out.account_sid = from.text("AccountSid");
    out.from = from.text("From");
    out.to = from.text("To");
    out.status = from.enumeration<compat::message_status>("MessageStatus");
    out.error_code = from.text("ErrorCode");
    return out;
}

recording_event webhook::recording() const
{
    reader const from(*this);
    recording_event out;
    out.recording_sid = from.text("RecordingSid");
    out.call_sid = from.text("CallSid");
    out.account_sid = from.text("AccountSid");
    out.url = from.text("RecordingUrl");
    out.status = from.enumeration<compat::recording_status>("RecordingStatus");
    out.duration = from.seconds("RecordingDuration");
    out.channels = from.number("RecordingChannels");
    return out;
}

} // namespace signalwire
