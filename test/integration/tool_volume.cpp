#include "sandbox_client.hpp"
#include "tool_fixture.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace json = boost::json;

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_volume)

namespace
{

/// The calls of the account as the server sends them, one after the other; read without any code of
/// ours.
class sent_calls
{
public:
    explicit sent_calls(signalwire::sandbox::server const& server)
        : client_(server)
        , next_uri_(calls_path(server) + "?PageSize=1000")
    {
        client_.shake_hands();
    }

    /// The next call, or nothing.
    std::optional<json::value> next()
    {
        while (position_ == page_.size())
        {
            if (next_uri_.empty())
                return std::nullopt;
            fetch();
        }
        return std::move(page_[position_++]);
    }

private:
    void fetch()
    {
        json::object body = json_of(client_.get(next_uri_));
        page_ = std::move(body.at("calls").as_array());
        position_ = 0;
        json::value const& next = body.at("next_page_uri");
        next_uri_ = next.is_string() ? std::string(next.get_string()) : std::string();
    }

    plain_client client_;
    std::string next_uri_;
    json::array page_;
    std::size_t position_ = 0;
};

/// Reads what the child prints, comparing line by line; nothing is kept.
std::size_t count_equal_calls(child_process& child, sent_calls& sent)
{
    std::size_t equal = 0;
    while (child.await_lines())
    {
        for (std::string const& line : lines_of(child.take_lines()))
        {
            std::optional<json::value> const expected = sent.next();
            if (!expected || json::parse(line) != *expected)
            {
                BOOST_TEST(line == (expected ? json::serialize(*expected) : "no more calls"));
                return equal;
            }
            ++equal;
        }
    }
    return equal;
}

/// The most memory that listing an account of so many calls takes, in KiB.
std::size_t peak_memory(std::size_t calls)
{
    tool_fixture const fixture(calls);
    child_options options = fixture.options({"list", "--format", "ndjson"});
    // AddressSanitizer keeps freed memory, to see who uses it: not so much here.
    options.environment["ASAN_OPTIONS"] = "quarantine_size_mb=1:thread_local_quarantine_size_kb=64";
    child_process child(tool_fixture::program, options);
    std::size_t lines = 0;
    while (child.await_lines())
        lines += count_lines(child.take_lines());
    BOOST_TEST(child.finish() == 0);
    BOOST_TEST(lines == calls);
    return child.peak_memory();
}

} // namespace

BOOST_AUTO_TEST_CASE(prints_value_for_value_what_the_server_sent)
{
    constexpr std::size_t calls = 100'000;
    tool_fixture const fixture(calls);
    child_process child(tool_fixture::program, fixture.options({"list", "--format", "ndjson"}));
    {
        sent_calls sent(fixture.server);
        BOOST_TEST(count_equal_calls(child, sent) == calls);
        BOOST_TEST(!sent.next().has_value());
    }
    BOOST_TEST(child.finish() == 0, child.errors());
    BOOST_TEST(child.errors().find("100,000 calls in ") != std::string::npos, child.errors());
    // Two of the program's at the most and one of ours.
    BOOST_TEST(fixture.server.stats().connections_accepted <= 3U);
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_account)
{
    std::size_t const small = peak_memory(10'000);
    std::size_t const large = peak_memory(100'000);
    BOOST_TEST_MESSAGE("KiB for 10,000 calls: " << small << ", for 100,000: " << large);
    BOOST_TEST(small > 0U);
    BOOST_TEST(large < small + small / 4);
}

BOOST_AUTO_TEST_SUITE_END()
