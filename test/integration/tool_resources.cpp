// signalwire-compat RESOURCE VERB: each resource of the API on the command line, over TLS.

#include "support/resource_names.hpp"
#include "tool/resource.hpp"
#include "tool_fixture.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace json = boost::json;
namespace sandbox = signalwire::sandbox;
namespace tool = signalwire::tool;

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_resources)

namespace
{

/// What the API reference says of the list of a resource.
json::object list_of(std::string_view resource)
{
    json::value const operations = read_reference("operations.json");
    for (json::value const& each : operations.as_array())
    {
        std::string const name(each.at("name").as_string());
        auto const known = resource_names().find(name);
        if (known != resource_names().end() && known->second == resource)
            return each.as_object();
    }
    return {};
}

std::string example_of(json::object const& operation)
{
    json::value const models = read_reference("models.json");
    return std::string(models.at(operation.at("model").as_string()).at("example").as_string());
}

std::string page_of(json::object const& operation, std::string const& items)
{
    json::value const* const key = operation.if_contains("list_key");
    std::string const list(key ? key->as_array().front().as_string() : "accounts");
    return R"({"uri":"/x","first_page_uri":"/x","next_page_uri":null,"previous_page_uri":null,)"
           R"("page":0,"page_size":50,")"
        + list + "\":[" + items + "]}";
}

argument_list words_of(tool::resource const& what, std::string const& verb)
{
    argument_list out = {std::string(what.name), verb};
    if (!what.parent.empty())
        out.emplace_back("P1");
    if (verb != "list")
        out.emplace_back("S1");
    return out;
}

/// The path of an operation below the account, with P1 and S1 for its IDs.
std::string path_of(json::object const& operation, std::string_view item)
{
    std::string out(operation.at("path").as_string());
    out.erase(0, std::string_view("/Accounts").size());
    if (std::size_t const account = out.find("/{AccountSid}"); account != std::string::npos)
        out.erase(account, std::string_view("/{AccountSid}").size());
    if (std::size_t const parent = out.find('{'); parent != std::string::npos)
        out.replace(parent, out.find('}') - parent + 1, "P1");
    return out.append(item);
}

} // namespace

BOOST_AUTO_TEST_CASE(every_list_prints_its_items)
{
    tool_fixture const fixture(1);
    for (tool::resource const& each : tool::resources())
    {
        json::object const operation = list_of(each.name);
        std::string const item = example_of(operation);
        fixture.server.enqueue(sandbox::mock_response(200, page_of(operation, item)));
        argument_list words = words_of(each, "list");
        words.insert(words.end(), {"--format", "ndjson"});
        finished_run const run = fixture.compat(words);
        BOOST_TEST_CONTEXT(each.name)
        {
            BOOST_TEST(run.status == 0, run.errors);
            BOOST_TEST(run.output == item + '\n');
            BOOST_TEST(run.errors.starts_with("1 " + std::string(each.noun) + " in "), run.errors);
            std::string const target = fixture.server.recent_request_targets().back();
            BOOST_TEST(target.find(path_of(operation, "")) != std::string::npos, target);
            BOOST_TEST(
                (target.find("PageSize=1000") != std::string::npos) == (each.stream != nullptr));
        }
        // The table has a line for its heading and one for the item.
        fixture.server.enqueue(sandbox::mock_response(200, page_of(operation, item)));
        finished_run const table = fixture.compat(words_of(each, "list"));
        BOOST_TEST(count_lines(table.output) == 2U, table.output);
        BOOST_TEST(table.output.find("  ") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(get_prints_one_object)
{
    tool_fixture const fixture(1);
    for (tool::resource const& each : tool::resources())
    {
        if (!each.get)
            continue;
        json::object const operation = list_of(each.name);
        std::string const item = example_of(operation);
        fixture.server.enqueue(sandbox::mock_response(200, item));
        finished_run const run = fixture.compat(words_of(each, "get"));
        BOOST_TEST_CONTEXT(each.name)
        {
            BOOST_TEST(run.status == 0, run.errors);
            BOOST_TEST(run.output == item + '\n');
            std::string const target = fixture.server.recent_request_targets().back();
            BOOST_TEST(target.find(path_of(operation, "/S1")) != std::string::npos, target);
        }
    }
    std::string const sid = fixture.server.call_at(0).sid;
    finished_run const call =
        tool_fixture::run(fixture.options({"get", sid, "--format", "csv", "--fields", "sid"}));
    BOOST_TEST(call.output == "sid\n" + sid + '\n');
    finished_run const none = fixture.compat({"calls", "get", "none"});
    BOOST_TEST(none.status == 3);
    BOOST_TEST(none.output.empty());
    BOOST_TEST(none.errors.starts_with("signalwire-compat: "), none.errors);
}

BOOST_AUTO_TEST_CASE(calls_alone_are_the_same_program)
{
    tool_fixture const fixture(30);
    finished_run const calls = fixture.list({"--format", "csv", "--status", "completed"});
    finished_run const compat =
        fixture.compat({"calls", "list", "--format", "csv", "--status", "completed"});
    BOOST_TEST(calls.status == 0);
    BOOST_TEST(compat.output == calls.output);
    BOOST_TEST(fixture.compat({"--version"}).output.starts_with("signalwire-compat "));
}

BOOST_AUTO_TEST_CASE(errors_come_before_any_request)
{
    tool_fixture const fixture(1);
    for (argument_list const& words : std::vector<argument_list>{
             {"messages", "list", "--watch", "1s"},
             {"messages", "list", "--shards", "2"},
             {"participants", "list"},
             {"participants", "list", "C", "--muted", "yes"},
             {"recordings", "download"},
             {"recordings", "list", "--date-created", "soon"},
             {"tokens", "list"},
             {"local-numbers", "get", "x"}})
    {
        finished_run const run = fixture.compat(words);
        BOOST_TEST(run.status == 2, words[0] << ' ' << run.errors);
        BOOST_TEST(count_lines(run.errors) == 1U, run.errors);
        BOOST_TEST(run.errors.starts_with("signalwire-compat: "), run.errors);
    }
    BOOST_TEST(fixture.server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(recordings_resume_and_are_read_in_shards)
{
    tool_fixture const fixture(500);
    argument_list const range = {
        "recordings",
        "list",
        "--format",
        "ndjson",
        "--date-created-after",
        "2000-01-01",
        "--date-created-before",
        "2100-01-01"};
    auto const list = [&](argument_list const& more) {
        argument_list words = range;
        words.insert(words.end(), more.begin(), more.end());
        return fixture.compat(words);
    };
    finished_run const all = list({});
    BOOST_TEST(all.status == 0, all.errors);
    BOOST_TEST_REQUIRE(count_lines(all.output) > 10U);
    BOOST_TEST(list({"--shards", "4"}).output == all.output);

    std::string const cursor = fixture.directory.file("cursor");
    std::string const file = fixture.directory.file("recordings");
    argument_list const parts = {"--cursor", cursor, "--output", file, "--limit", "7"};
    BOOST_TEST(list(parts).status == 0);
    BOOST_TEST(count_lines(read_file(file)) == 7U);
    // The position is that of recordings.
    BOOST_TEST(fixture.compat({"calls", "list", "--cursor", cursor}).status == 2);
    for (int i = 0; i < 1000 && std::filesystem::exists(cursor); ++i)
        BOOST_TEST(list(parts).status == 0);
    BOOST_TEST(read_file(file) == all.output);
}

BOOST_AUTO_TEST_CASE(content_is_downloaded)
{
    tool_fixture const fixture(500);
    finished_run const listed = fixture.compat(
        {"recordings", "list", "--format", "csv", "--fields", "status,sid", "--quiet"});
    // The newest may still be in progress.
    std::string_view const ended = "completed,";
    std::size_t const first = listed.output.find(ended);
    BOOST_TEST_REQUIRE(first != std::string::npos);
    std::string const sid = lines_of(listed.output.substr(first + ended.size())).front();
    std::string const file = fixture.directory.file("call.wav");
    finished_run const saved = fixture.compat({"recordings", "download", sid, "--output", file});
    BOOST_TEST(saved.status == 0, saved.errors);
    BOOST_TEST(saved.output.empty());
    BOOST_TEST(saved.errors.find(" bytes in ") != std::string::npos, saved.errors);
    BOOST_TEST(read_file(file).starts_with("RIFF"));
    finished_run const piped =
        fixture.compat({"recordings", "download", sid, "--output", "-", "--quiet"});
    BOOST_TEST(piped.status == 0);
    BOOST_TEST((piped.output == read_file(file)));
    BOOST_TEST(piped.errors.empty(), piped.errors);
    finished_run const compressed = fixture.compat(
        {"recordings", "download", sid, "--output", "-", "--quiet", "--format", "mp3"});
    BOOST_TEST(compressed.status == 0);
    BOOST_TEST((compressed.output != piped.output));

    fixture.server.enqueue(sandbox::mock_response(200, "picture", "image/png"));
    finished_run const medium =
        fixture.compat({"message-media", "download", "MM1", "ME1", "--output", "-"});
    BOOST_TEST(medium.output == "picture", medium.errors);
    std::string const target = fixture.server.recent_request_targets().back();
    BOOST_TEST(target.ends_with("/Messages/MM1/Media/ME1"), target);

    std::string const none = fixture.directory.file("none");
    finished_run const missing = fixture.compat({"recordings", "download", "x", "--output", none});
    BOOST_TEST(missing.status == 3);
    BOOST_TEST(!std::filesystem::exists(none));
    BOOST_TEST(
        fixture.compat({"recordings", "download", sid, "--output", file, "--max-bytes", "10"})
            .status
        == 5);
    // The earlier file is untouched.
    BOOST_TEST((read_file(file) == piped.output));
}

BOOST_AUTO_TEST_SUITE_END()
