#include "compat/describe_calls.hpp"
#include "compat/describe_messages.hpp"
#include "support/reference_message.hpp"
#include "unit/decoding.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using signalwire::decimal;
using signalwire::decoding_mode;
using signalwire::timestamp;
using signalwire::compat::call_stream;
using signalwire::compat::message;
using signalwire::compat::message_direction;
using signalwire::compat::message_media;
using signalwire::compat::message_media_page;
using signalwire::compat::message_page;
using signalwire::compat::message_status;
using signalwire::compat::stream_status;
using signalwire::test::page_of;
using signalwire::test::reference_call_stream;
using signalwire::test::reference_message;
using signalwire::test::reference_message_media;

/// Messages, attachments and streams read from JSON and written as JSON.
BOOST_AUTO_TEST_SUITE(message_json)

namespace
{

template <class Model>
Model decode_one(std::string_view text, decoding_mode mode = decoding_mode::lenient)
{
    auto const result = unit::decode<Model>(text, mode);
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    return result.page;
}

/// Every member is read and compared, and the text is written as it came.
template <class Model>
void check_reference(std::string_view text, std::size_t count)
{
    Model const reference = decode_one<Model>(text, decoding_mode::strict);
    BOOST_TEST(to_json(reference) == text);
    BOOST_TEST(reference.extra.empty());
    boost::json::object const members = boost::json::parse(text).as_object();
    BOOST_TEST(members.size() == count);
    for (auto const& [name, value] : members)
    {
        BOOST_TEST(reference.has_member(name), name);
        boost::json::object without = members;
        without.erase(name);
        Model const other = decode_one<Model>(boost::json::serialize(without));
        BOOST_TEST((reference != other), name);
        BOOST_TEST(!other.has_member(name), name);
    }
    BOOST_TEST((reference == decode_one<Model>(text)));
}

} // namespace

BOOST_AUTO_TEST_CASE(reference_documents_are_read_strictly_and_written_byte_for_byte)
{
    check_reference<message>(reference_message, 20);
    check_reference<message_media>(reference_message_media, 7);
    check_reference<call_stream>(reference_call_stream, 7);
}

BOOST_AUTO_TEST_CASE(the_reference_message_has_typed_members)
{
    auto const value = decode_one<message>(reference_message);
    auto const time = timestamp::parse("2018-08-13T21:38:46Z").value();
    BOOST_TEST(value.account_sid == "ea108133-d6b3-407c-9536-9fad8a929a6a");
    BOOST_TEST(value.api_version == "2010-04-01");
    BOOST_TEST(value.body.value() == "Hello World!");
    BOOST_TEST(value.num_segments == 1);
    BOOST_TEST(value.num_media == 1);
    BOOST_TEST((value.date_created == time));
    BOOST_TEST((value.date_sent == time));
    BOOST_TEST((value.date_updated == time));
    BOOST_TEST((value.direction == message_direction::outbound_api));
    BOOST_TEST(value.error_code.value() == "30001");
    BOOST_TEST(value.error_message.value() == "Queue overflow");
    BOOST_TEST(value.from == "+15551234567");
    BOOST_TEST((value.price == decimal(5, 3)));
    BOOST_TEST(value.price_unit == "USD");
    BOOST_TEST(value.sid == "0a059168-ead0-41af-9d1f-343dae832527");
    BOOST_TEST((value.status == message_status::failed));
    BOOST_TEST(value.to == "+15557654321");
    BOOST_TEST(value.messaging_service_sid.value() == "b3877c40-da60-4998-90ad-b792e98472ms");
    BOOST_TEST(value.uri.ends_with(".json"));
    BOOST_TEST(value.subresource_uris.media.ends_with("/Media.json"));
}

BOOST_AUTO_TEST_CASE(reference_attachments_and_streams_have_typed_members)
{
    auto const media = decode_one<message_media>(reference_message_media);
    BOOST_TEST(media.content_type == "image/jpeg");
    BOOST_TEST(media.parent_sid == "0a059168-ead0-41af-9d1f-343dae832527");
    BOOST_TEST((media.date_created == timestamp::parse("2018-08-13T21:38:46Z").value()));
    BOOST_TEST(media.sid.ends_with("72me"));
    auto const stream = decode_one<call_stream>(reference_call_stream);
    BOOST_TEST(stream.name == "my_first_stream");
    BOOST_TEST((stream.status == stream_status::in_progress));
    BOOST_TEST(stream.call_sid.ends_with("72ca"));
    BOOST_TEST((stream.date_updated == timestamp::parse("2018-09-19T21:00:00Z").value()));
}

BOOST_AUTO_TEST_CASE(nullable_members_take_null_and_the_others_count_it)
{
    std::string_view const nulls =
        R"({"body":null,"date_sent":null,"error_code":null,"error_message":null,"price":null,)"
        R"("messaging_service_sid":null})";
    auto const result = unit::decode<message>(nulls);
    BOOST_TEST_REQUIRE(result.complete);
    BOOST_TEST(to_json(result.page) == nulls);
    BOOST_TEST(!result.page.body.has_value());
    for (std::string_view const name : {"body", "date_sent", "price"})
        BOOST_TEST(!result.deviations_by_member.contains("$." + std::string(name)), name);
    auto const other = unit::decode<message>(R"({"sid":null,"status":null})");
    BOOST_TEST(other.deviations_by_member.at("$.sid") == 1U);
    BOOST_TEST(other.deviations_by_member.at("$.status") == 1U);
    BOOST_TEST(to_json(other.page) == R"({"sid":null,"status":null})");
}

BOOST_AUTO_TEST_CASE(unknown_values_are_kept)
{
    std::string_view const text =
        R"({"price":"-0.0075","status":"read","direction":"outbound","new":[1]})";
    auto const result = unit::decode<message>(text);
    BOOST_TEST_REQUIRE(result.complete);
    BOOST_TEST((result.page.price == decimal(-75, 4)));
    BOOST_TEST((result.page.status == message_status::unknown));
    BOOST_TEST(result.page.status.text() == "read");
    BOOST_TEST(result.page.extra.contains("new"));
    BOOST_TEST(result.deviations_by_member.at("$.price") == 1U);
}

BOOST_AUTO_TEST_CASE(pages_have_their_lists)
{
    auto const page =
        decode_one<message_page>(page_of("messages", reference_message), decoding_mode::strict);
    BOOST_TEST_REQUIRE(page.size() == 1U);
    BOOST_TEST(to_json(page.messages.at(0)) == reference_message);
    auto const media = decode_one<message_media_page>(
        page_of("media_list", reference_message_media), decoding_mode::strict);
    BOOST_TEST_REQUIRE(media.size() == 1U);
    BOOST_TEST(to_json(media.media_list.at(0)) == reference_message_media);
    BOOST_TEST(!unit::decode<message_page>(page_of("calls", "")).complete);
}

BOOST_AUTO_TEST_SUITE_END()
