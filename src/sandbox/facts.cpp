#include "sandbox/facts.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr operation_facts operations[] = {
    {"GET", "/Calls", action::list, 200, "call", ""},
    {"POST", "/Calls", action::create, 200, "call",
     "To* From* Url:uri ApplicationSid Method:GET|POST=POST FallbackUrl:uri"
     " FallbackMethod:GET|POST=POST StatusCallback:uri StatusCallbackMethod:GET|POST=POST"
     " StatusCallbackEvent[6]:initiated|ringing|answered|completed|ringing_forwarded|ringing_queued"
     "=completed CallerId SendDigits:digits Timeout:1..600=60"
     " MachineDetection:Enable|DetectMessageEnd|none=none MachineDetectionTimeout:1..120=30"
     " MachineDetectionSpeechThreshold:1000..6000=2400"
     " MachineDetectionSpeechEndThreshold:500..5000=1200"
     " MachineDetectionSilenceTimeout:2000..10000=5000 MachineWordsThreshold:1..100=6"
     " AsyncAmd:bool=false AsyncAmdStatusCallbackMethod:GET|POST=POST AsyncAmdStatusCallback:uri"
     " AsyncAmdPartialResults:bool=false Record:bool=false RecordingChannels:mono|dual=mono"
     " RecordingTrack:inbound|outbound|both=both RecordingStatusCallback:uri"
     " RecordingStatusCallbackMethod:GET|POST=POST"
     " RecordingStatusCallbackEvent:completed+in-progress+absent=completed"
     " Trim:trim-silence|do-not-trim=trim-silence SipAuthUsername SipAuthPassword"
     " MaxPricePerMinute:money Laml Twiml"},
    {"POST", "/Calls/{CallSid}/Recordings", action::create, 200, "recording",
     "RecordingChannels:mono|dual=mono RecordingStatusCallback:uri"
     " RecordingStatusCallbackEvent:completed+in-progress+absent=completed"
     " RecordingStatusCallbackMethod:GET|POST=POST RecordingTrack:inbound|outbound|both=both"
     " Trim:trim-silence|do-not-trim=do-not-trim"},
    {"POST", "/Calls/{CallSid}/Recordings/{Sid}", action::update, 200, "recording",
     "Status*:paused|in-progress|stopped PauseBehavior:skip|silence=silence"},
    {"POST", "/Calls/{CallSid}/Streams", action::create, 200, "call_stream",
     "Name=stream Track:inbound_track|outbound_track|both_tracks=both_tracks"
     " StatusCallbackMethod:GET|POST=POST StatusCallback:uri Url*:uri Parameter#.Name"
     " Parameter#.Value AuthorizationBearerToken"},
    {"POST", "/Calls/{CallSid}/Streams/{Sid}", action::update, 200, "call_stream",
     "Status*:stopped"},
    {"GET", "/Calls/{Sid}", action::get, 200, "call", ""},
    {"POST", "/Calls/{Sid}", action::update, 200, "call",
     "Url:uri Method:GET|POST=POST Status:canceled|completed FallbackUrl:uri"
     " FallbackMethod:GET|POST=POST StatusCallback:uri StatusCallbackMethod:GET|POST=POST Laml"
     " Twiml"},
    {"DELETE", "/Calls/{Sid}", action::remove, 204, "call", ""},
    {"GET", "/Messages", action::list, 200, "message",
     "DateSent<>:day From To Status:queued|initiated|sent|failed|delivered|undelivered|received"},
    {"POST", "/Messages", action::create, 201, "message",
     "To* From=+15555550100 Body MediaUrl[8]:uri SendAsMms:bool ApplicationSid MaxPrice:money"
     " StatusCallback:uri ValidityPeriod:1..172800=14400 MessagingServiceSid"},
    {"GET", "/Messages/{MessageSid}/Media", action::list, 200, "message_media",
     "DateCreated<>:day"},
    {"GET", "/Messages/{MessageSid}/Media/{Sid}", action::get, 200, "message_media", ""},
    {"DELETE", "/Messages/{MessageSid}/Media/{Sid}", action::remove, 204, "message_media", ""},
    {"GET", "/Messages/{Sid}", action::get, 200, "message", ""},
    {"POST", "/Messages/{Sid}", action::update, 200, "message", "Body*:chars0"},
    {"DELETE", "/Messages/{Sid}", action::remove, 204, "message", ""},
    {"GET", "/Recordings", action::list, 200, "recording", "DateCreated<> CallSid ConferenceSid"},
    {"GET", "/Recordings/{Sid}", action::get, 200, "recording", ""},
    {"DELETE", "/Recordings/{Sid}", action::remove, 204, "recording", ""},
};

constexpr model_facts models[] = {
    // Calls are generated: `account` has their members.
    {"call", "/Calls/{Sid}", "calls", "", ""},
    {"call_stream", "/Calls/{CallSid}/Streams/{Sid}", "streams", "",
     "sid=$sid account_sid=$account call_sid=$parent name=$text:Name status=in-progress"
     " date_updated=$now uri=$uri"},
    {"message", "/Messages/{Sid}", "messages", "",
     "account_sid=$account api_version=2010-04-01 body=Body num_segments#=$segments:Body"
     " num_media#=$count:MediaUrl date_created=$now date_sent date_updated=$now"
     " direction=outbound-api error_code error_message from=$text:From price#"
     " price_unit='USD sid=$sid status=queued to=To"
     " messaging_service_sid=MessagingServiceSid uri=$uri subresource_uris{media}"},
    {"message_media", "/Messages/{MessageSid}/Media/{Sid}", "media_list", "image/jpeg",
     "account_sid=$account content_type=image/jpeg date_created=$now date_updated=$now"
     " parent_sid=$parent sid=$sid uri=$uri"},
    {"recording", "/Recordings/{Sid}", "recordings", "audio/x-wav",
     "sid=$sid account_sid=$account api_version=2010-04-01 call_sid=$parent conference_sid"
     " channel=1 channels=1 date_created=$now date_updated=$now start_time=$now end_time"
     " duration#=0 price price_unit='USD source='StartCallRecordingApi status=in-progress"
     " error_code uri=$uri subresource_uris{transcriptions} encryption_details trim=Trim"},
};

bool is_number_of_parameter(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= 2 && text.front() != '0'
        && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::string_view take_until(std::string_view& text, char separator) noexcept
{
    std::size_t const size = std::min(text.find(separator), text.size());
    std::string_view const result = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    return result;
}

parameter_facts parameter_facts::next(std::string_view& words) noexcept
{
    std::string_view word = take_until(words, ' ');
    parameter_facts result;
    std::string_view declared = take_until(word, '=');
    result.initial = word;
    std::string_view name = take_until(declared, ':');
    result.type = declared;
    result.bounds = name.ends_with("<>");
    result.required = name.ends_with('*');
    name = name.substr(0, name.find_first_of("<*"));
    result.name = take_until(name, '[');
    std::from_chars(name.data(), name.data() + name.size(), result.max_count);
    return result;
}

bool parameter_facts::matches(std::string_view other) const noexcept
{
    std::size_t const number = name.find('#');
    if (number == std::string_view::npos)
        return other == name;
    std::string_view const before = name.substr(0, number);
    std::string_view const after = name.substr(number + 1);
    return other.size() > name.size() - 1 && other.starts_with(before) && other.ends_with(after)
        && is_number_of_parameter(
               other.substr(number, other.size() - before.size() - after.size()));
}

std::optional<parameter_facts> find_parameter(
    operation_facts const& operation, std::string_view name) noexcept
{
    for (std::string_view words = operation.parameters; !words.empty();)
    {
        if (parameter_facts const each = parameter_facts::next(words); each.matches(name))
            return each;
    }
    return std::nullopt;
}

member_facts member_facts::next(std::string_view& words) noexcept
{
    member_facts result;
    result.source = take_until(words, ' ');
    std::string_view name = take_until(result.source, '=');
    result.quoted = !name.ends_with('#');
    name.remove_suffix(result.quoted ? 0 : 1);
    result.name = take_until(name, '{');
    result.links = take_until(name, '}');
    return result;
}

std::span<operation_facts const> all_operations() noexcept
{
    return operations;
}

model_facts const& model_of(std::string_view name) noexcept
{
    return *std::find_if(std::begin(models), std::end(models), [&](model_facts const& each) {
        return each.name == name;
    });
}

} // namespace signalwire::sandbox::detail
