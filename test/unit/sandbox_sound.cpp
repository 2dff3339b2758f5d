// Sounds: bytes, ranges and their headers.

#include "sandbox/response.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace
{

namespace detail = signalwire::sandbox::detail;

std::string bytes_of(detail::sound const& part)
{
    std::string out;
    part.append(out, 0, part.size());
    return out;
}

detail::response ask(std::string_view range, std::string_view if_range = {})
{
    detail::range_headers request;
    request.range = range;
    request.if_range = if_range;
    return detail::sound_response("audio/x-wav", 7, 1000, request);
}

std::string header(detail::response const& response, std::string_view name)
{
    for (auto const& [each, value] : response.headers)
    {
        if (each == name)
            return value;
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_sound)

BOOST_AUTO_TEST_CASE(wave_file_has_a_valid_header_and_its_size)
{
    std::string const whole = bytes_of(detail::sound("audio/x-wav", 7, 1000));
    BOOST_TEST(whole.size() == 1000U);
    BOOST_TEST(whole.substr(0, 4) == "RIFF");
    BOOST_TEST(whole.substr(8, 8) == "WAVEfmt ");
    BOOST_TEST(whole.substr(36, 4) == "data");
    // 1000 - 8 and 1000 - 44, little endian.
    BOOST_TEST(whole.substr(4, 4) == std::string("\xe0\x03\0\0", 4));
    BOOST_TEST(whole.substr(40, 4) == std::string("\xbc\x03\0\0", 4));
    BOOST_TEST(detail::sound("audio/x-wav", 7, 0).size() == 44U);
    BOOST_TEST(bytes_of(detail::sound("audio/mpeg", 7, 900)).substr(417, 4) == "\xff\xfb\x90\xc4");
}

BOOST_AUTO_TEST_CASE(parts_are_those_of_the_whole)
{
    detail::sound const sound("audio/x-wav", 7, 1000);
    std::string const whole = bytes_of(sound);
    BOOST_TEST(bytes_of(sound.part(40, 500)) == whole.substr(40, 500));
    std::string out;
    sound.part(40, 500).append(out, 490, 500);
    BOOST_TEST(out == whole.substr(530, 10));
    BOOST_TEST(whole != bytes_of(detail::sound("audio/x-wav", 8, 1000)));
}

BOOST_AUTO_TEST_CASE(ranges_give_parts)
{
    struct expectation
    {
        char const* range;
        int status;
        std::size_t first;
        std::size_t size;
        char const* content_range;
    };
    expectation const rows[] = {
        {"", 200, 0, 1000, ""},
        {"bytes=0-", 206, 0, 1000, "bytes 0-999/1000"},
        {"bytes=100-199", 206, 100, 100, "bytes 100-199/1000"},
        {"bytes=999-", 206, 999, 1, "bytes 999-999/1000"},
        {"bytes=900-5000", 206, 900, 100, "bytes 900-999/1000"},
        {"bytes=-10", 206, 990, 10, "bytes 990-999/1000"},
        {"bytes=-5000", 206, 0, 1000, "bytes 0-999/1000"},
        {"bytes=1000-", 416, 1000, 0, "bytes */1000"},
        {"bytes=-0", 416, 1000, 0, "bytes */1000"},
        {"bytes=5-4", 200, 0, 1000, ""},
        {"bytes=1-2,4-5", 200, 0, 1000, ""},
        {"bytes=x-", 200, 0, 1000, ""},
        {"bytes=1-x", 200, 0, 1000, ""},
        {"bytes=-", 200, 0, 1000, ""},
        {"lines=1-2", 200, 0, 1000, ""}};
    std::string const whole = bytes_of(detail::sound("audio/x-wav", 7, 1000));
    for (expectation const& each : rows)
    {
        BOOST_TEST_CONTEXT(each.range)
        {
            detail::response const response = ask(each.range);
            BOOST_TEST(response.status == each.status);
            BOOST_TEST(header(response, "Content-Range") == each.content_range);
            BOOST_TEST(bytes_of(*response.sound_part) == whole.substr(each.first, each.size));
            BOOST_TEST(header(response, "Accept-Ranges") == "bytes");
        }
    }
}

BOOST_AUTO_TEST_CASE(other_file_is_sent_whole)
{
    std::string const tag = header(ask(""), "ETag");
    BOOST_TEST(ask("bytes=5-", tag).status == 206);
    BOOST_TEST(ask("bytes=5-", "\"other\"").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
