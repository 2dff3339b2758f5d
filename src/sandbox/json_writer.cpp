#include "sandbox/json_writer.hpp"

#include "sandbox/times.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

template <class Number>
void append_number(std::string& out, Number value)
{
    std::array<char, 32> text{};
    auto const [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    out.append(text.data(), end);
}

void append_escape(std::string& out, unsigned code)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (unsigned const shift : {12U, 8U, 4U, 0U})
        out += digits[code >> shift & 15];
}

// Bytes that need no escape. 0xE2 may start U+2028 or U+2029; all other UTF-8 is plain.
constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte != plain.size(); ++byte)
        plain[byte] = true;
    for (unsigned const special : {0x22U, 0x5CU, 0x26U, 0x3CU, 0x3EU, 0xE2U})
        plain[special] = false;
    return plain;
}();

bool is_plain(char c) noexcept
{
    return plain_bytes[static_cast<unsigned char>(c)];
}

// Appends the escape of the first character of `text`; returns the length of the character.
std::size_t append_special(std::string& out, std::string_view text)
{
    if (text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9"))
    {
        append_escape(out, text[2] == '\xA8' ? 0x2028 : 0x2029);
        return 3;
    }
    switch (char const c = text.front())
    {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    case '\xE2': out += c; break;
    default: append_escape(out, static_cast<unsigned char>(c));
    }
    return 1;
}

} // namespace

void append_string(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty())
    {
        std::size_t plain = 0;
        while (plain != text.size() && is_plain(text[plain]))
            ++plain;
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (!text.empty())
            text.remove_prefix(append_special(out, text));
    }
    out += '"';
}

object_writer::object_writer(std::string& out, member_presence const& presence)
    : out_(out)
    , presence_(presence)
{
    out_ += '{';
}

bool object_writer::begin_member(std::string_view name)
{
    if (presence_.is_absent(number_++))
        return false;
    // Invariant: names need no escapes.
    out_.append(empty_ ? "\"" : ",\"").append(name).append("\":");
    empty_ = false;
    return true;
}

void object_writer::end()
{
    out_ += '}';
}

void object_writer::write(std::string const& value)
{
    append_string(out_, value);
}

void object_writer::write(std::string_view value)
{
    append_string(out_, value);
}

void object_writer::write(timestamp const& value)
{
    out_ += '"';
    append_rfc2822(out_, value.time());
    out_ += '"';
}

void object_writer::write(decimal const& value)
{
    out_ += value.to_string();
}

void object_writer::write(std::int64_t value)
{
    append_number(out_, value);
}

void object_writer::write(double value)
{
    append_number(out_, value);
}

void append_call(std::string& out, compat::call const& value)
{
    object_writer call(out, value.presence);
    call.member("sid", value.sid)
        .member("account_sid", value.account_sid)
        .member("date_created", value.date_created)
        .member("date_updated", value.date_updated)
        .member("parent_call_sid", value.parent_call_sid)
        .member("to", value.to)
        .member("formatted_to", value.formatted_to)
        .member("to_formatted", value.to_formatted)
        .member("from", value.from)
        .member("formatted_from", value.formatted_from)
        .member("from_formatted", value.from_formatted)
        .member("phone_number_sid", value.phone_number_sid)
        .member("status", value.status)
        .member("start_time", value.start_time)
        .member("end_time", value.end_time)
        .member("duration", value.duration)
        .member("price", value.price)
        .member("price_unit", value.price_unit)
        .member("direction", value.direction)
        .member("answered_by", value.answered_by)
        .member("api_version", value.api_version)
        .member("forwarded_from", value.forwarded_from)
        .member("caller_name", value.caller_name)
        .member("uri", value.uri);
    if (call.begin_member("subresource_uris"))
    {
        object_writer uris(out, value.subresource_uris.presence);
        uris.member("recordings", value.subresource_uris.recordings)
            .member("notifications", value.subresource_uris.notifications)
            .end();
    }
    call.member("annotation", value.annotation)
        .member("group_sid", value.group_sid)
        .member("audio_in_mos", value.audio_in_mos)
        .member("sip_result_code", value.sip_result_code)
        .member("audio_rtt_avg", value.audio_rtt_avg)
        .member("audio_rtt_min", value.audio_rtt_min)
        .member("audio_rtt_max", value.audio_rtt_max)
        .member("audio_out_jitter_min", value.audio_out_jitter_min)
        .member("audio_out_jitter_max", value.audio_out_jitter_max)
        .member("audio_out_jitter_avg", value.audio_out_jitter_avg)
        .member("audio_out_lost", value.audio_out_lost)
        .end();
}

} // namespace signalwire::sandbox::detail
