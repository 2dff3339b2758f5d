#include "sandbox/facts.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace signalwire::sandbox::detail
{

namespace
{

// Fields that several operations have.
constexpr std::string_view application_fields =
    "FriendlyName*:chars64 VoiceUrl:uri VoiceMethod:GET|POST VoiceFallbackUrl:uri"
    " VoiceFallbackMethod:GET|POST StatusCallback:uri StatusCallbackMethod:GET|POST SmsUrl:uri"
    " SmsMethod:GET|POST SmsFallbackUrl:uri SmsFallbackMethod:GET|POST SmsStatusCallback:uri"
    " SmsStatusCallbackMethod:GET|POST";
constexpr std::string_view number_search =
    "AreaCode:area=phone_number Beta:bool=beta Contains:part=phone_number"
    " ExcludeAllAddressRequired:bool=- ExcludeForeignAddressRequired:bool=-"
    " ExcludeLocalAddressRequired:bool=- FaxEnabled:bool=- InLocality=locality InRegion=region"
    " MmsEnabled:bool=capabilities.MMS SmsEnabled:bool=capabilities.SMS"
    " VoiceEnabled:bool=capabilities.voice";
constexpr std::string_view recording_status =
    "Status*:paused|in-progress|stopped PauseBehavior:skip|silence=silence";

constexpr operation_facts operations[] = {
    {"GET", "/Accounts", action::list, 200, "account", "FriendlyName", "without_token"},
    {"POST", "/Accounts", action::create, 201, "account", "FriendlyName*:chars250"},
    {"GET", "/Accounts/{Sid}", action::get, 200, "account", ""},
    {"POST", "/Accounts/{Sid}", action::update, 200, "account", "FriendlyName*:chars250"},
    {"GET", "/Applications", action::list, 200, "application", "FriendlyName", "without_token"},
    {"POST", "/Applications", action::create, 201, "application", application_fields},
    {"GET", "/Applications/{Sid}", action::get, 200, "application", ""},
    {"POST", "/Applications/{Sid}", action::update, 200, "application", application_fields},
    {"DELETE", "/Applications/{Sid}", action::remove, 204, "application", ""},
    {"GET", "/AvailablePhoneNumbers", action::list, 200, "available_country", "", "unpaged"},
    {"GET", "/AvailablePhoneNumbers/{IsoCountry}", action::get, 200, "available_country", ""},
    {"GET", "/AvailablePhoneNumbers/{IsoCountry}/Local", action::list, 200, "local_number",
     number_search, "unpaged"},
    {"GET", "/AvailablePhoneNumbers/{IsoCountry}/TollFree", action::list, 200, "toll_free_number",
     number_search, "unpaged"},
    {"GET", "/Calls", action::list, 200, "call",
     "StartTime<> EndTime<> From To ParentCallSid Status:queued|initiated|ringing|in-progress"
     "|canceled|completed|busy|failed|no-answer"},
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
     " MaxPricePerMinute:money Laml Twiml",
     "array_400"},
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
    {"GET", "/Conferences", action::list, 200, "conference",
     "DateCreated<>:day DateUpdated<>:day FriendlyName Status:init|in-progress|completed",
     "without_size"},
    {"GET", "/Conferences/{ConferenceSid}/Participants", action::list, 200, "participant",
     "Muted:bool Hold:bool", "without_size"},
    {"GET", "/Conferences/{ConferenceSid}/Participants/{CallSid}", action::get, 200, "participant",
     ""},
    {"POST", "/Conferences/{ConferenceSid}/Participants/{CallSid}", action::update, 200,
     "participant",
     "AnnounceUrl:uri AnnounceMethod:GET|POST=POST Coaching:bool CallSidToCoach Hold:bool"
     " HoldMethod:GET|POST=GET HoldUrl:uri Muted:bool WaitUrl:uri WaitMethod:GET|POST=POST"},
    {"DELETE", "/Conferences/{ConferenceSid}/Participants/{CallSid}", action::remove, 204,
     "participant", ""},
    {"GET", "/Conferences/{ConferenceSid}/Recordings", action::list, 200, "recording",
     "DateCreated<>:day", "without_size"},
    {"GET", "/Conferences/{ConferenceSid}/Recordings/{Sid}", action::get, 200, "recording", ""},
    {"POST", "/Conferences/{ConferenceSid}/Recordings/{Sid}", action::update, 200, "recording",
     recording_status, "strings_422"},
    {"DELETE", "/Conferences/{ConferenceSid}/Recordings/{Sid}", action::remove, 204, "recording",
     ""},
    {"POST", "/Conferences/{ConferenceSid}/Streams", action::create, 200, "conference_stream",
     "Name Track:inbound_track|outbound_track|both_tracks=both_tracks"
     " StatusCallbackMethod:GET|POST=POST StatusCallback:uri Url*:uri"
     " StreamCodec:PCMU|PCMA|L16|L16@16000h|L16@24000h StreamRealTime:bool Parameter#.Name"
     " Parameter#.Value AuthorizationBearerToken",
     "strings_422"},
    {"POST", "/Conferences/{ConferenceSid}/Streams/{Sid}", action::update, 200, "conference_stream",
     "Status*:stopped", "strings_422"},
    {"GET", "/Conferences/{Sid}", action::get, 200, "conference", ""},
    {"POST", "/Conferences/{Sid}", action::update, 200, "conference",
     "Status:completed AnnounceUrl:uri AnnounceMethod:GET|POST=POST"},
    {"GET", "/Faxes", action::list, 200, "fax",
     "DateCreatedAfter:after=date_created DateCreatedOnOrBefore:until=date_created From To"},
    {"POST", "/Faxes", action::create, 200, "fax",
     "MediaUrl*:uri To* From* Quality:standard|fine|superfine StatusCallback:uri"
     " StatusCallbackMethod:GET|POST=POST StatusCallbackEvent[9]:queued|processing|sending"
     "|delivered|no-answer|busy|failed|canceled StoreMedia:bool=true Ttl:5..300=60 SipAuthUsername"
     " SipAuthPassword"},
    {"GET", "/Faxes/{FaxSid}/Media", action::list, 200, "fax_media", ""},
    {"GET", "/Faxes/{FaxSid}/Media/{Sid}", action::get, 200, "fax_media", ""},
    {"DELETE", "/Faxes/{FaxSid}/Media/{Sid}", action::remove, 204, "fax_media", ""},
    {"GET", "/Faxes/{Sid}", action::get, 200, "fax", ""},
    {"POST", "/Faxes/{Sid}", action::update, 200, "fax", "Status*:canceled"},
    {"DELETE", "/Faxes/{Sid}", action::remove, 204, "fax", ""},
    {"POST", "/ImportedPhoneNumbers", action::create, 201, "phone_number",
     "number*:number31 number_type*:longcode|tollfree capabilities[4]:sms|voice|fax|mms",
     "text_code_422"},
    {"GET", "/IncomingPhoneNumbers", action::list, 200, "phone_number", "PhoneNumber FriendlyName"},
    {"POST", "/IncomingPhoneNumbers", action::create, 201, "phone_number",
     "PhoneNumber*:number18 FriendlyName SmsApplicationSid SmsFallbackMethod:GET|POST"
     " SmsFallbackUrl:uri SmsMethod:GET|POST"
     " SmsUrl:uri StatusCallback:uri StatusCallbackMethod:GET|POST VoiceApplicationSid"
     " VoiceFallbackMethod:GET|POST VoiceFallbackUrl:uri VoiceMethod:GET|POST"
     " VoiceReceiveMode:voice|fax VoiceUrl:uri"},
    {"GET", "/IncomingPhoneNumbers/{Sid}", action::get, 200, "phone_number", ""},
    {"POST", "/IncomingPhoneNumbers/{Sid}", action::update, 200, "phone_number",
     "AccountSid EmergencyAddressSid FriendlyName:chars255 SmsApplicationSid"
     " SmsFallbackMethod:GET|POST SmsFallbackUrl:uri SmsMethod:GET|POST"
     " SmsUrl:uri StatusCallback:uri StatusCallbackMethod:GET|POST VoiceApplicationSid"
     " VoiceFallbackMethod:GET|POST VoiceFallbackUrl:uri VoiceMethod:GET|POST"
     " VoiceReceiveMode:voice|fax VoiceUrl:uri"},
    {"DELETE", "/IncomingPhoneNumbers/{Sid}", action::remove, 204, "phone_number", ""},
    {"GET", "/LamlBins", action::list, 200, "laml_bin", "Name"},
    {"POST", "/LamlBins", action::create, 201, "laml_bin", "Name* Contents"},
    {"GET", "/LamlBins/{Sid}", action::get, 200, "laml_bin", ""},
    {"POST", "/LamlBins/{Sid}", action::update, 200, "laml_bin", "Name* Contents"},
    {"DELETE", "/LamlBins/{Sid}", action::remove, 204, "laml_bin", ""},
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
    {"GET", "/Queues", action::list, 200, "queue", ""},
    {"POST", "/Queues", action::create, 201, "queue", "FriendlyName*:word MaxSize:1..1000000"},
    {"GET", "/Queues/{QueueSid}/Members", action::list, 200, "queue_member", "", "oldest_first"},
    {"GET", "/Queues/{QueueSid}/Members/{CallSid}", action::get, 200, "queue_member", ""},
    {"POST", "/Queues/{QueueSid}/Members/{CallSid}", action::update, 200, "queue_member",
     "Url*:uri Method:GET|POST=POST"},
    {"GET", "/Queues/{Sid}", action::get, 200, "queue", ""},
    {"POST", "/Queues/{Sid}", action::update, 200, "queue",
     "FriendlyName*:word MaxSize:1..1000000"},
    {"DELETE", "/Queues/{Sid}", action::remove, 204, "queue", ""},
    {"GET", "/Recordings", action::list, 200, "recording", "DateCreated<> CallSid ConferenceSid"},
    {"GET", "/Recordings/{Sid}", action::get, 200, "recording", ""},
    {"DELETE", "/Recordings/{Sid}", action::remove, 204, "recording", ""},
    {"GET", "/Transcriptions", action::list, 200, "transcription", "DateCreated<>"},
    {"GET", "/Transcriptions/{Sid}", action::get, 200, "transcription", ""},
    {"DELETE", "/Transcriptions/{Sid}", action::remove, 204, "transcription", ""},
    {"POST", "/tokens", action::create, 200, "token",
     "name* permissions[11]*:calling|chat|datasphere|fax|management|messaging|numbers|pubsub"
     "|storage|tasking|video subproject_id",
     "parameter_422"},
    {"PATCH", "/tokens/{token_id}", action::update, 200, "token",
     "name permissions[11]:calling|chat|datasphere|fax|management|messaging|numbers|pubsub|storage"
     "|tasking|video",
     "parameter_422"},
    {"DELETE", "/tokens/{token_id}", action::remove, 204, "token", ""},
};

constexpr std::string_view available_number =
    "friendly_name phone_number lata locality rate_center latitude longitude region postal_code"
    " iso_country capabilities{voice:true,SMS:true,MMS:true} beta#=false";

constexpr model_facts models[] = {
    {"account", "/Accounts/{Sid}", "accounts", "",
     "sid=$sid friendly_name status=active auth_token=redacted date_created=$now date_updated=$now"
     " type='Full owner_account_sid=$account region_preference=us-east uri=$path subproject#=true"
     " signing_key subresource_uris{addresses:null,available_phone_numbers,applications"
     ",authorized_connect_apps:null,calls,conferences,connect_apps:null,incoming_phone_numbers"
     ",keys:null,notifications:null,outgoing_caller_ids:null,queues,recordings,sandbox:null"
     ",sip:null,short_codes:null,messages,transcriptions,usage:null}"},
    {"application", "/Applications/{Sid}", "applications", "",
     "sid=$sid account_sid=$account api_version=2010-04-01 date_created=$now date_updated=$now"
     " friendly_name uri=$uri voice_url voice_method='POST voice_fallback_url"
     " voice_fallback_method='POST status_callback status_callback_method='POST"
     " voice_caller_id_lookup# sms_url sms_method='POST sms_fallback_url sms_fallback_method='POST"
     " sms_status_callback sms_status_callback_method='POST message_status_callback"},
    {"available_country", "/AvailablePhoneNumbers/{IsoCountry}", "countries", "",
     "country_code=$sid country uri=$path beta#=false subresource_uris{local,toll_free}"},
    // Calls are generated: `account` has their members.
    {"call", "/Calls/{Sid}", "calls", "", ""},
    {"call_stream", "/Calls/{CallSid}/Streams/{Sid}", "streams", "",
     "sid=$sid account_sid=$account call_sid=$parent name=$text:Name status=in-progress"
     " date_updated=$now uri=$uri"},
    {"conference", "/Conferences/{Sid}", "conferences", "",
     "sid=$sid account_sid=$account date_created=$now date_updated=$now friendly_name"
     " status=in-progress api_version=2010-04-01 region=us1 uri=$uri"
     " subresource_uris{participants.json,recordings.json}"},
    {"conference_stream", "/Conferences/{ConferenceSid}/Streams/{Sid}", "streams", "",
     "account_sid=$account conference_sid=$parent date_updated=$now name sid=$sid"
     " status=in-progress uri=$uri"},
    {"fax", "/fax/v1/Faxes/{Sid}", "faxes", "",
     "account_sid=$account api_version=v1 date_created=$iso date_updated=$iso direction=outbound"
     " from media_url media_sid=$id num_pages price price_unit='USD quality=fine sid=$sid"
     " status=queued to duration#=0 links{media} url=$path error_code error_message"},
    {"fax_media", "/fax/v1/Faxes/{FaxSid}/Media/{Sid}", "media,fax_media", "application/pdf",
     "account_sid=$account content_type=application/pdf date_created=$iso date_updated=$iso"
     " fax_sid=$parent sid=$sid uri=$uri url=$uri"},
    {"laml_bin", "/LamlBins/{Sid}", "laml_bins", "",
     "sid=$sid date_created=$iso date_updated=$iso date_last_accessed account_sid=$account"
     " name contents=$text:Contents request_url=$request num_requests#=0 api_version=2010-04-01"
     " uri=$path"},
    {"local_number", "/AvailablePhoneNumbers/{IsoCountry}/Local/{PhoneNumber}",
     "available_phone_numbers", "", available_number},
    {"message", "/Messages/{Sid}", "messages", "",
     "account_sid=$account api_version=2010-04-01 body=$text:Body num_segments#=$segments:Body"
     " num_media#=$count:MediaUrl date_created=$now date_sent date_updated=$now"
     " direction=outbound-api error_code error_message from=$text:From price#"
     " price_unit='USD sid=$sid status=queued to messaging_service_sid uri=$uri"
     " subresource_uris{media.json}"},
    {"message_media", "/Messages/{MessageSid}/Media/{Sid}", "media_list", "image/jpeg",
     "account_sid=$account content_type=image/jpeg date_created=$now date_updated=$now"
     " parent_sid=$parent sid=$sid uri=$uri"},
    {"participant", "/Conferences/{ConferenceSid}/Participants/{CallSid}", "participants", "",
     "account_sid=$account call_sid=$sid call_sid_to_coach coaching#=false conference_sid=$parent"
     " date_created=$now status=in-progress date_updated=$now end_conference_on_exit#=false"
     " muted#=false hold#=false start_conference_on_enter#=true uri=$uri"},
    {"phone_number", "/IncomingPhoneNumbers/{Sid}", "incoming_phone_numbers", "",
     "account_id=$account account_sid=$account address_requirements=none address_sid"
     " api_version=2010-04-01 beta#=false capabilities{voice:true,sms:true,mms:true,fax:true}"
     " country_code='US date_created=$now date_updated=$now emergency_address_sid"
     " emergency_status='Inactive friendly_name=$format:PhoneNumber identity_sid"
     " origin=signalwire phone_number sid=$sid sms_application_sid sms_fallback_method='POST"
     " sms_fallback_url sms_method='POST sms_url status_callback status_callback_method='POST"
     " trunk_sid uri=$uri verification_status='Unverified voice_application_sid"
     " voice_caller_id_lookup# voice_fallback_method='POST voice_fallback_url voice_method='POST"
     " voice_url"},
    {"queue", "/Queues/{Sid}", "queues", "",
     "sid=$sid account_sid=$account friendly_name max_size# current_size#=0 average_wait_time#=0"
     " date_created=$now date_updated=$now api_version=2010-04-01 uri=$uri"},
    {"queue_member", "/Queues/{QueueSid}/Members/{CallSid}", "queue_members", "",
     "call_sid=$sid account_sid=$account queue_sid=$parent date_enqueued=$now position#=1"
     " wait_time#=0 member_type=laml_call uri=$uri"},
    {"recording", "/Recordings/{Sid}", "recordings", "audio/x-wav",
     "sid=$sid account_sid=$account api_version=2010-04-01 call_sid conference_sid"
     " channel=1 channels=1 date_created=$now date_updated=$now start_time=$now end_time"
     " duration#=0 price price_unit='USD source='StartCallRecordingApi status=in-progress"
     " error_code uri=$uri subresource_uris{transcriptions.json} encryption_details"
     " trim=$text:Trim"},
    {"token", "/tokens/{token_id}", "tokens", "",
     "id=$sid name permissions=$list:permissions token=$secret"},
    {"toll_free_number", "/AvailablePhoneNumbers/{IsoCountry}/TollFree/{PhoneNumber}",
     "available_phone_numbers", "", available_number},
    {"transcription", "/Transcriptions/{Sid}", "transcriptions", "",
     "sid=$sid account_sid=$account api_version=2010-04-01 recording_sid=$parent date_created=$now"
     " date_updated=$now duration#=0 price price_unit='USD status=completed transcription_text"
     " type=$text:Type uri=$uri"},
};

bool is_upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}

bool is_number_of_parameter(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= 2 && text.front() != '0'
        && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Returns the first segment, without its slash.
std::string_view first_segment(std::string_view path) noexcept
{
    path.remove_prefix(path.starts_with("/fax/v1/") ? 8 : 1);
    return path.substr(0, path.find('/'));
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

bool operation_facts::has(std::string_view note) const noexcept
{
    for (std::string_view words = notes; !words.empty();)
    {
        if (take_until(words, ' ') == note)
            return true;
    }
    return false;
}

std::span<model_facts const> all_models() noexcept
{
    return models;
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

model_facts const& parent_model_of(std::string_view path) noexcept
{
    return *std::find_if(std::begin(models), std::end(models), [&](model_facts const& each) {
        std::string_view const segment = first_segment(each.path);
        return segment == first_segment(path)
            && each.path.find('/', each.path.find(segment) + segment.size() + 1)
            == std::string_view::npos;
    });
}

std::string member_name(std::string_view parameter)
{
    std::string result;
    for (char const c : parameter)
    {
        if (is_upper(c) && !result.empty())
            result += '_';
        result += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

} // namespace signalwire::sandbox::detail
