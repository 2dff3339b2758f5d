#include "client/error_body.hpp"

#include "json/decoder.hpp"

#include <signalwire/client_config.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace signalwire::client
{

namespace
{

namespace json = boost::json;

/// Any object: all its members are unknown.
struct any_object
{
    json::object extra;
    member_presence presence;
};

BOOST_DESCRIBE_STRUCT(any_object, (), ())

std::string_view text_member(json::object const& object, std::string_view name)
{
    json::value const* const member = object.if_contains(name);
    json::string const* const text = member ? member->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

int code_member(json::object const& object)
{
    int code = 0;
    if (json::value const* const member = object.if_contains("code"))
    {
        if (member->is_int64() && member->get_int64() > 0
            && member->get_int64() <= std::numeric_limits<int>::max())
            return static_cast<int>(member->get_int64());
    }
    std::string_view const text = text_member(object, "code");
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), code);
    return failure == std::errc() && end == text.data() + text.size() && code > 0 ? code : 0;
}

void read_object(json::object const& object, api_error_details& details)
{
    details.api_code = code_member(object);
    details.server_message = text_member(object, "message");
    details.more_info = text_member(object, "more_info");
    if (details.more_info.empty())
        details.more_info = text_member(object, "url");
}

} // namespace

void read_error_body(std::string_view body, api_error_details& details)
{
    any_object document;
    signalwire::json::decoder decoder(
        signalwire::json::description<any_object>::type, &document, decoding_mode::lenient);
    if (!decoder.write(body) || !decoder.finish())
        return;
    json::value const* const errors = document.extra.if_contains("errors");
    json::array const* const list = errors ? errors->if_array() : nullptr;
    if (!list || list->empty())
        return read_object(document.extra, details);
    json::value const& first = list->front();
    if (json::object const* const entry = first.if_object())
        read_object(*entry, details);
    else if (json::string const* const text = first.if_string())
        details.server_message.assign(text->data(), text->size());
}

} // namespace signalwire::client
