#include "client/range_state.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

using signalwire::client::range_state;
using signalwire::http::range_fields;
using signalwire::http::response_head;
using verdict = range_state::verdict;

BOOST_AUTO_TEST_SUITE(range_states)

namespace
{

response_head whole(std::optional<std::uint64_t> length, std::string etag = {})
{
    response_head out;
    out.status = 200;
    out.range.emplace();
    out.range->content_length = length;
    out.range->etag = std::move(etag);
    return out;
}

response_head part(std::string range, std::string etag = {})
{
    response_head out;
    out.status = 206;
    out.range.emplace();
    out.range->content_range = std::move(range);
    out.range->etag = std::move(etag);
    return out;
}

/// Of a content of 1000 bytes, 400 are there.
range_state interrupted(response_head const& first)
{
    range_state out(5000);
    BOOST_TEST((out.on_head(first) == verdict::fits));
    out.on_delivered(400);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_first_request_asks_for_everything)
{
    range_state state(1000);
    BOOST_TEST(state.header().empty());
    BOOST_TEST((state.on_head(whole(1000)) == verdict::fits));
    BOOST_TEST(state.new_part("abc") == "abc");
    BOOST_TEST(state.total().value() == 1000U);
    BOOST_TEST(state.header().empty(), "nothing is there yet");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_asked_for_with_the_strongest_validator)
{
    BOOST_TEST(
        interrupted(whole(1000, "\"v1\"")).header() == "Range: bytes=400-\r\nIf-Range: \"v1\"\r\n");
    response_head dated = whole(1000, "W/\"v1\"");
    dated.range->last_modified = "Fri, 21 Sep 2018 10:00:00 GMT";
    BOOST_TEST(
        interrupted(dated).header()
        == "Range: bytes=400-\r\nIf-Range: Fri, 21 Sep 2018 10:00:00 GMT\r\n");
    BOOST_TEST(interrupted(whole(1000)).header() == "Range: bytes=400-\r\n");
    BOOST_TEST(interrupted(whole({})).header().empty(), "nothing would prove that it is the same");
    BOOST_TEST(
        interrupted(whole(1000, "\"a\x01\"")).header() == "Range: bytes=400-\r\n",
        "it would stand in our header");
}

namespace
{

struct answer
{
    std::string_view range;
    std::string_view etag;
    verdict expected;

    friend std::ostream& operator<<(std::ostream& out, answer const& sample)
    {
        return out << sample.range << ' ' << sample.etag;
    }
};

answer const answers[] = {
    {"bytes 400-999/1000", "\"v1\"", verdict::fits},
    {"Bytes 400-999/1000", "", verdict::fits},
    {"bytes 400-999/*", "\"v1\"", verdict::fits},
    {"bytes 400-500/1000", "\"v1\"", verdict::fits},
    {"bytes 400-999/1000", "\"v2\"", verdict::wrong_range},
    {"bytes 399-999/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 401-999/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 0-999/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 400-999/1001", "\"v1\"", verdict::wrong_range},
    {"bytes 400-1000/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 400-399/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 400-/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 400-999", "\"v1\"", verdict::wrong_range},
    {"bytes */1000", "\"v1\"", verdict::wrong_range},
    {"bytes /-", "\"v1\"", verdict::wrong_range},
    {"items 400-999/1000", "\"v1\"", verdict::wrong_range},
    {"400-999/1000", "\"v1\"", verdict::wrong_range},
    {"bytes 400-99999999999999999999/*", "\"v1\"", verdict::wrong_range},
    {"by", "\"v1\"", verdict::wrong_range},
    {"-/", "\"v1\"", verdict::wrong_range},
    {"", "\"v1\"", verdict::wrong_range},
};

} // namespace

BOOST_DATA_TEST_CASE(a_part_has_to_be_the_one_asked_for, answers)
{
    range_state state = interrupted(whole(1000, "\"v1\""));
    response_head const head = part(std::string(sample.range), std::string(sample.etag));
    BOOST_TEST((state.on_head(head) == sample.expected));
    BOOST_TEST(state.new_part("abc") == "abc");
}

BOOST_AUTO_TEST_CASE(a_part_without_a_validator_proves_itself_by_the_size)
{
    BOOST_TEST((interrupted(whole(1000)).on_head(part("bytes 400-999/1000")) == verdict::fits));
    BOOST_TEST((interrupted(whole(1000)).on_head(part("bytes 400-999/*")) == verdict::wrong_range));
}

BOOST_AUTO_TEST_CASE(a_part_has_the_length_that_it_says)
{
    response_head short_part = part("bytes 400-999/1000", "\"v1\"");
    short_part.range->content_length = 599;
    BOOST_TEST((interrupted(whole(1000, "\"v1\"")).on_head(short_part) == verdict::wrong_range));
}

BOOST_AUTO_TEST_CASE(a_part_that_was_not_asked_for_is_none)
{
    BOOST_TEST((range_state(5000).on_head(part("bytes 0-9/10")) == verdict::wrong_range));
    response_head bare;
    bare.status = 206;
    BOOST_TEST((range_state(5000).on_head(bare) == verdict::wrong_range));
}

BOOST_AUTO_TEST_CASE(the_same_content_from_its_first_byte_is_skipped_as_far_as_it_is_there)
{
    range_state state = interrupted(whole(1000, "\"v1\""));
    BOOST_TEST((state.on_head(whole(1000, "\"v1\"")) == verdict::fits));
    BOOST_TEST(state.new_part(std::string(399, 'x')).empty());
    BOOST_TEST(state.new_part("ab") == "b");
    BOOST_TEST(state.new_part("c") == "c");
}

BOOST_AUTO_TEST_CASE(a_content_that_may_be_another_begins_again)
{
    for (response_head const& head : {whole(1000, "\"v2\""), whole(1000)})
    {
        range_state state = interrupted(whole(1000, "\"v1\""));
        BOOST_TEST((state.on_head(head) == verdict::from_start));
        state.restart();
        BOOST_TEST(state.delivered() == 0U);
        BOOST_TEST(state.header().empty());
        BOOST_TEST((state.on_head(head) == verdict::fits));
    }
    BOOST_TEST((interrupted(whole(1000)).on_head(whole(1000)) == verdict::from_start));
}

BOOST_AUTO_TEST_CASE(a_size_beyond_the_limit_is_known_at_once)
{
    BOOST_TEST((range_state(999).on_head(whole(1000)) == verdict::too_large));
    BOOST_TEST((range_state(1000).on_head(whole(1000)) == verdict::fits));
    range_state state(999);
    BOOST_TEST((state.on_head(whole({}, "\"v1\"")) == verdict::fits));
    state.on_delivered(400);
    BOOST_TEST((state.on_head(part("bytes 400-999/1000", "\"v1\"")) == verdict::too_large));
}

BOOST_AUTO_TEST_SUITE_END()
