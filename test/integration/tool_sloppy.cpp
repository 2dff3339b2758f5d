// The program lists calls with unexpected values.

#include "tool_fixture.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox = signalwire::sandbox;

using namespace signalwire::test;
using boost::test_tools::per_element;

namespace
{

constexpr std::size_t account_size = 20;
constexpr std::size_t call_count = 6;
constexpr std::size_t calls_per_page = 2;
/// The call with the odd value: the first of the second page.
constexpr std::size_t odd_call = 2;

/// A member of a call: as the server sends it, in NDJSON, and in CSV.
struct odd_value
{
    std::string_view member;
    std::string_view served;
    std::string_view written;
    std::string_view cell;
    /// True if it is counted as a deviation.
    bool deviates;

    friend std::ostream& operator<<(std::ostream& out, odd_value const& sample)
    {
        return out << sample.member << ' ' << sample.written;
    }
};

odd_value const odd_values[] = {
    {"price", "-0.0036300000000000004", "-0.0036300000000000004", "-0.0036300000000000004", false},
    {"price", "1E-19", "1E-19", "1E-19", false},
    {"price", "1.6e+380", "1.6e+380", "1.6e+380", true},
    {"price", R"("n/a")", R"("n/a")", "n/a", true},
    {"price", "NaN", "NaN", "NaN", true},
    {"duration", "12.7", "12.7", "12.7", true},
    {"duration", "123456789012345678901", "123456789012345678901", "123456789012345678901", true},
    {"duration", R"("n/a")", R"("n/a")", "n/a", true},
    {"duration", R"("")", R"("")", "", true},
    {"to", R"("\ud83d!")", "\"\xef\xbf\xbd!\"", "\xef\xbf\xbd!", true},
    {"to", "\"Zo\xeb\"", "\"Zo\xef\xbf\xbd\"", "Zo\xef\xbf\xbd", true},
};

/// Returns the JSON object with another value of a member.
std::string with_member(std::string object, std::string_view name, std::string_view value)
{
    std::size_t const begin = object.find('"' + std::string(name) + "\":") + name.size() + 3;
    return object.replace(begin, object.find(",\"", begin) - begin, value);
}

std::string page_of(std::vector<std::string> const& calls, std::string const& next)
{
    std::string text = R"({"uri":"/u","first_page_uri":"/f","next_page_uri":)" + next
        + R"(,"previous_page_uri":null,"page":0,"page_size":2,"calls":[)";
    for (std::string const& call : calls)
        text.append(call).append(",");
    text.back() = ']';
    return text + '}';
}

/// A sandbox with mock responses that contain its own calls.
struct sloppy_fixture : tool_fixture
{
    sloppy_fixture()
        : tool_fixture(account_size)
    {
        for (std::size_t i = 0; regular.size() < call_count; ++i)
        {
            signalwire::compat::call const call = server.call_at(i);
            // Missing members are deviations too.
            if (!call.has_member("audio_in_mos"))
                continue;
            regular.push_back(to_json(call));
        }
    }

    /// Returns the page that starts with call `begin`, with a link to the next page.
    [[nodiscard]] std::string page(std::vector<std::string> const& calls, std::size_t begin) const
    {
        std::size_t const end = begin + calls_per_page;
        std::string const number = std::to_string(end / calls_per_page);
        std::string const next = "\"/api/laml/2010-04-01/Accounts/" + server.project()
            + "/Calls.json?Page=" + number + "&PageSize=2&PageToken=PA" + number + '"';
        auto const at = [&](std::size_t i) { return calls.begin() + static_cast<int>(i); };
        return page_of({at(begin), at(end)}, end < call_count ? next : "null");
    }

    /// Serves the pages, starting with that of call `from`.
    void serve(std::vector<std::string> const& calls, std::size_t from = 0)
    {
        for (std::size_t i = from - from % calls_per_page; i < call_count; i += calls_per_page)
            server.enqueue(sandbox::mock_response(200, page(calls, i)));
    }

    /// Runs `list` over the mock pages.
    [[nodiscard]] finished_run list_pages(argument_list more) const
    {
        more.insert(more.begin(), {"--page-size", "2"});
        finished_run run = list(more);
        BOOST_TEST(run.status == 0, run.errors);
        BOOST_TEST(server.queued_responses() == 0U);
        return run;
    }

    [[nodiscard]] std::vector<std::string> odd_calls(
        odd_value const& sample, std::string_view value) const
    {
        std::vector<std::string> calls = regular;
        calls[odd_call] = with_member(calls[odd_call], sample.member, value);
        return calls;
    }

    std::vector<std::string> regular;
};

/// Returns the summary, followed by a second line if the odd value was read `times` times.
void check_notes(finished_run const& run, odd_value const& sample, std::string const& times)
{
    std::size_t const end = run.errors.find('\n') + 1;
    BOOST_TEST(run.errors.substr(0, end).find(" calls in ") != std::string::npos, run.errors);
    std::string const expected = times + (times == "1" ? " deviation" : " deviations")
        + " from the API reference: $.calls[*]." + std::string(sample.member) + ' ' + times + '\n';
    BOOST_TEST(run.errors.substr(end) == (sample.deviates ? expected : ""));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(tool_sloppy, sloppy_fixture)

BOOST_DATA_TEST_CASE_F(
    sloppy_fixture, odd_value_is_listed_as_it_came_with_all_other_calls, odd_values)
{
    serve(odd_calls(sample, sample.served));
    finished_run const ndjson = list_pages({"--format", "ndjson"});
    BOOST_TEST(
        lines_of(ndjson.output) == odd_calls(sample, sample.written),
        boost::test_tools::per_element());
    check_notes(ndjson, sample, "1");

    // The row of a regular value gives the column.
    constexpr std::string_view regular_value = "7654321";
    serve(odd_calls(sample, sample.member == "to" ? R"("7654321")" : regular_value));
    std::string expected = list_pages({"--format", "csv"}).output;
    std::size_t const at = expected.find(',' + std::string(regular_value) + ',');
    BOOST_TEST_REQUIRE(at != std::string::npos);
    expected.replace(at + 1, regular_value.size(), sample.cell);
    serve(odd_calls(sample, sample.served));
    finished_run const csv = list_pages({"--format", "csv"});
    BOOST_TEST(csv.output == expected);
    check_notes(csv, sample, "1");
}

BOOST_DATA_TEST_CASE_F(
    sloppy_fixture, cursor_before_or_behind_an_odd_value_leads_to_the_end, odd_values)
{
    std::string const cursor = directory.file("cursor");
    argument_list const begun = {"--format", "ndjson", "--cursor", cursor, "--prefetch", "0"};
    std::vector<std::string> const served = odd_calls(sample, sample.served);
    for (std::size_t const limit : {odd_call, odd_call + 1})
    {
        for (std::size_t i = 0; i < limit; i += calls_per_page)
            server.enqueue(sandbox::mock_response(200, page(served, i)));
        argument_list limited = begun;
        limited.insert(limited.end(), {"--limit", std::to_string(limit)});
        std::string text = list_pages(limited).output;
        BOOST_TEST(count_lines(text) == limit);
        BOOST_TEST(std::filesystem::exists(cursor));

        // It starts with the page of the last call before the cursor.
        serve(served, limit - 1);
        text += list_pages(begun).output;
        BOOST_TEST(lines_of(text) == odd_calls(sample, sample.written), per_element());
        BOOST_TEST(!std::filesystem::exists(cursor));
    }
}

BOOST_DATA_TEST_CASE_F(sloppy_fixture, watch_accepts_odd_values, odd_values)
{
    std::vector<std::string> const served = odd_calls(sample, sample.served);
    // Newest first: existing calls, then the odd one, and then one more.
    for (std::size_t const newest : {odd_call + 1, odd_call, odd_call - 1})
    {
        std::vector<std::string> const calls(
            served.begin() + static_cast<int>(newest), served.end());
        server.enqueue(sandbox::mock_response(200, page_of(calls, "null")));
    }
    finished_run const run = list({"--watch", "10ms", "--format", "ndjson", "--limit", "2"});
    BOOST_TEST(run.status == 0, run.errors);
    std::vector<std::string> const expected = {
        odd_calls(sample, sample.written)[odd_call], regular[odd_call - 1]};
    // Each once: the unchanged odd call is not printed again.
    BOOST_TEST(lines_of(run.output) == expected, per_element());
    check_notes(run, sample, "2");
}

BOOST_AUTO_TEST_CASE(byte_order_mark_before_page_is_accepted)
{
    for (std::string const format : {"ndjson", "csv"})
    {
        serve(regular);
        std::string const expected = list_pages({"--format", format}).output;
        for (std::size_t i = 0; i < call_count; i += calls_per_page)
        {
            std::string const mark = i == odd_call ? "\xef\xbb\xbf" : "";
            server.enqueue(sandbox::mock_response(200, mark + page(regular, i)));
        }
        finished_run const run = list_pages({"--format", format});
        BOOST_TEST(run.output == expected);
        BOOST_TEST(
            run.errors.ends_with("\n1 deviation from the API reference: json.byte_order_mark 1\n"),
            run.errors);
    }
}

BOOST_AUTO_TEST_CASE(byte_order_mark_before_error_is_accepted)
{
    server.enqueue(sandbox::mock_response(
        400,
        "\xef\xbb\xbf"
        R"({"code":54454,"message":"too large","more_info":"","status":400})"));
    finished_run const run = list({});
    BOOST_TEST(run.status == 3);
    BOOST_TEST(run.output.empty());
    BOOST_TEST(run.errors.find("54454") != std::string::npos, run.errors);
    BOOST_TEST(run.errors.find("too large") != std::string::npos, run.errors);
    // It was decoded, not quoted.
    BOOST_TEST(run.errors.find("more_info") == std::string::npos, run.errors);
}

BOOST_AUTO_TEST_CASE(token_is_read_from_standard_input)
{
    // As copied from a web page, followed by other text.
    std::string const line = "\xef\xbb\xbf" + server.token() + "\xc2\xa0\r\nmore\n";
    child_options piped =
        options({"-c", "printf '%s' \"$LINE\" | exec \"$0\" list --quiet --token-file -", program});
    piped.environment.erase("SIGNALWIRE_API_TOKEN");
    piped.environment["LINE"] = line;
    child_process child("/bin/sh", piped);
    BOOST_TEST(child.finish() == 0, child.errors());
    BOOST_TEST(count_lines(child.output()) == account_size + 1);

    // An empty line is reported without a request.
    std::uint64_t const connections = server.stats().connections_accepted;
    finished_run const empty = list({"--token-file", "-"});
    BOOST_TEST(empty.status == 2);
    BOOST_TEST(
        empty.errors.find("--token-file: -: first line is empty") != std::string::npos,
        empty.errors);
    BOOST_TEST(server.stats().connections_accepted == connections);
}

BOOST_AUTO_TEST_SUITE_END()
