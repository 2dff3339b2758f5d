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

/// The calls of the account in order, read without code of the library.
class sent_calls
{
public:
    explicit sent_calls(signalwire::sandbox::server const& server)
        : client_(server)
        , next_uri_(calls_path(server) + "?PageSize=1000")
    {
        client_.shake_hands();
    }

    /// Returns the next call, if any.
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

/// Compares the output of the child line by line, without storing it.
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

/// Returns the maximum memory of listing `calls` calls, in KiB.
std::size_t peak_memory(std::size_t calls)
{
    tool_fixture const fixture(calls);
    child_options options = fixture.options({"list", "--format", "ndjson"});
    // Limits the freed memory that AddressSanitizer keeps.
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

BOOST_AUTO_TEST_CASE(output_has_every_value_of_the_server)
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
    // At most two connections of the program and one of the test.
    BOOST_TEST(fixture.server.stats().connections_accepted <= 3U);
}

BOOST_AUTO_TEST_CASE(memory_is_independent_of_the_account)
{
    std::size_t const small = peak_memory(10'000);
    std::size_t const large = peak_memory(100'000);
    BOOST_TEST_MESSAGE("KiB for 10,000 calls: " << small << ", for 100,000: " << large);
    BOOST_TEST(small > 0U);
    BOOST_TEST(large < small + small / 4);
}

BOOST_AUTO_TEST_SUITE_END()
