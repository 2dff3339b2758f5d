// The table of the program against what the API has: test/reference/operations.json.

#include "support/resource_names.hpp"
#include "tool/command_line.hpp"
#include "tool/exit_status.hpp"
#include "tool/resource.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace json = boost::json;
namespace tool = signalwire::tool;
using signalwire::test::resource_names;
using tool::resource;

namespace
{

json::array operations()
{
    return signalwire::test::read_reference("operations.json").as_array();
}

tool::command parse(std::vector<char const*> words)
{
    words.insert(words.begin(), "signalwire-compat");
    return tool::parse_command_line(static_cast<int>(words.size()), words.data());
}

std::string error_message(std::vector<char const*> words)
{
    try
    {
        static_cast<void>(parse(std::move(words)));
    }
    catch (tool::usage_error const& e)
    {
        return e.what();
    }
    return "accepted";
}

/// Words of a valid `list` of the resource.
std::vector<char const*> list_words(resource const& what)
{
    std::vector<char const*> out = {what.name.data(), "list"};
    if (!what.parent.empty())
        out.push_back("P1");
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tool_resources)

BOOST_AUTO_TEST_CASE(every_list_of_the_api_is_a_resource_with_all_its_filters)
{
    std::set<std::string> found;
    for (json::value const& operation : operations())
    {
        std::string const list(operation.at("name").as_string());
        auto const* const paged = operation.as_object().if_contains("list_key");
        if (!paged && !operation.as_object().contains("paged"))
            continue;
        BOOST_TEST_REQUIRE(resource_names().contains(list), list);
        resource const* const what = tool::find_resource(resource_names().at(list));
        BOOST_TEST_REQUIRE(what, list);
        found.insert(resource_names().at(list));
        std::set<std::string> documented;
        if (json::value const* const query = operation.as_object().if_contains("query"))
        {
            for (json::value const& each : query->as_array())
                documented.emplace(each.as_string());
        }
        // The API ignores these.
        for (char const* ignored :
             {"Beta", "ExcludeAllAddressRequired", "ExcludeForeignAddressRequired",
              "ExcludeLocalAddressRequired"})
            documented.erase(ignored);
        std::set<std::string> offered;
        for (tool::filter_option const& each : tool::filter_options(*what))
        {
            offered.insert(each.parameter);
            BOOST_TEST(each.name == tool::option_name(each.parameter));
        }
        BOOST_TEST(offered == documented, boost::test_tools::per_element());
    }
    BOOST_TEST(found.size() == tool::resources().size());
    BOOST_TEST(std::ranges::is_sorted(tool::resources(), {}, &resource::name));
}

BOOST_AUTO_TEST_CASE(every_get_of_the_api_is_a_verb)
{
    std::set<std::string> documented;
    for (json::value const& operation : operations())
    {
        std::string name(operation.at("name").as_string());
        if (name == "phone_numbers.get_available_country")
            name = "phone_numbers.list_available_countries";
        else if (name.ends_with(".get"))
            name.replace(name.size() - 3, 3, "list");
        else
            continue;
        documented.insert(resource_names().at(name));
    }
    std::set<std::string> offered;
    for (resource const& each : tool::resources())
    {
        if (each.get)
            offered.emplace(each.name);
    }
    BOOST_TEST(offered == documented, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(columns_are_members)
{
    for (resource const& each : tool::resources())
    {
        tool::field_list const all = each.fields();
        BOOST_TEST(!tool::parse_fields(each.columns, all).empty(), each.name);
    }
}

BOOST_AUTO_TEST_CASE(windows_are_where_the_library_has_them)
{
    boost::asio::io_context context;
    signalwire::client_config config;
    config.project = "p";
    config.token = "t";
    config.host = "acme";
    signalwire::rest_client const client(context, config);
    for (resource const& each : tool::resources())
    {
        if (!each.stream)
            continue;
        std::string const window(each.window.empty() ? "DateCreated" : each.window);
        tool::parameter_list const range = {
            {window + '>', "Mon, 01 Jan 2024 00:00:00 +0000"},
            {window + '<', "Tue, 02 Jan 2024 00:00:00 +0000"}};
        auto const starts = [&](auto const& start) {
            try
            {
                static_cast<void>(start());
                return true;
            }
            catch (std::invalid_argument const&)
            {
                return false;
            }
        };
        BOOST_TEST_CONTEXT(each.name)
        {
            BOOST_TEST(
                starts([&] {
                    return each.stream(
                        client.compat, {"P"}, range, signalwire::stream_options().shards(2));
                })
                == !each.window.empty());
            BOOST_TEST(
                starts([&] {
                    return each.watch(
                        client.compat, {"P"}, {}, std::chrono::seconds(1),
                        signalwire::watch_options());
                })
                == each.is_newest_first);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_verb_is_parsed)
{
    for (resource const& each : tool::resources())
    {
        auto const list = std::get<tool::list_options>(parse(list_words(each)));
        BOOST_TEST(list.what == &each);
        BOOST_TEST(!list.is_one_object);
        BOOST_TEST((list.layout.format == tool::output_format::table));
        BOOST_TEST(list.ids.size() == (each.parent.empty() ? 0U : 1U));
        std::vector<char const*> words = list_words(each);
        words[1] = "get";
        words.push_back("S1");
        if (each.get)
        {
            auto const get = std::get<tool::list_options>(parse(words));
            BOOST_TEST(get.is_one_object);
            BOOST_TEST(get.ids.back() == "S1");
            BOOST_TEST((get.layout.format == tool::output_format::ndjson));
        }
        else
            BOOST_TEST(error_message(words) == "missing command: list (try --help)");
        words[1] = "download";
        if (each.download)
        {
            auto const download = std::get<tool::download_command_options>(parse(words));
            BOOST_TEST(download.ids.back() == "S1");
            BOOST_TEST(download.output == "S1");
        }
        else
            BOOST_TEST(error_message(words).starts_with("missing command: list"));
    }
}

BOOST_AUTO_TEST_CASE(missing_features_say_why)
{
    for (resource const& each : tool::resources())
    {
        for (std::string_view const option : {"--shards=2", "--shard=1/2", "--watch=10s"})
        {
            std::vector<char const*> words = list_words(each);
            words.push_back(option.data());
            std::string const message = error_message(words);
            bool const has_option =
                option.starts_with("--watch") ? each.is_newest_first : !each.window.empty();
            if (has_option)
                BOOST_TEST((message == "accepted" || message.find(" requires --") != message.npos));
            else if (each.stream)
                BOOST_TEST(message.find(": the API ") != message.npos, message);
            else
                BOOST_TEST(message.find("come in one response") != message.npos, message);
        }
    }
    BOOST_TEST(
        error_message({"messages", "list", "--watch", "10s"})
        == "--watch: the API does not say that the newest messages come first (try --help)");
    BOOST_TEST(
        error_message({"laml-bins", "list", "--shards", "2"})
        == "--shards: the API has no exact time that divides LaML bins (try --help)");
    BOOST_TEST(
        error_message({"local-numbers", "list", "US", "--cursor", "x"})
        == "--cursor: numbers come in one response (try --help)");
}

BOOST_AUTO_TEST_CASE(errors_of_commands)
{
    std::string const none = "missing command: a resource, such as calls, or sandbox (try --help)";
    BOOST_TEST(error_message({}) == none);
    BOOST_TEST(error_message({"tokens"}) == none);
    BOOST_TEST(error_message({"list"}) == none);
    BOOST_TEST(error_message({"calls"}) == "missing command: list, get, sync, report (try --help)");
    BOOST_TEST(
        error_message({"recordings"}) == "missing command: list, get, download, sync (try --help)");
    BOOST_TEST(error_message({"participants", "list"}).find("CONFERENCE_SID") != std::string::npos);
    BOOST_TEST(error_message({"calls", "get"}).find("SID") != std::string::npos);
    BOOST_TEST(error_message({"calls", "list", "extra"}) == "unexpected argument (try --help)");
    BOOST_TEST(error_message({"calls", "get", "a", "b"}) == "unexpected argument (try --help)");
    BOOST_TEST(
        error_message({"calls", "get", "a", "--limit", "1"})
        == "unknown option --limit (try --help)");
    BOOST_TEST(
        error_message({"conferences", "list", "--date-created", "2018-09-21T10:00:00Z"})
        == "--date-created: '2018-09-21T10:00:00Z' is not a valid day (example: 2018-09-21) "
           "(try --help)");
    BOOST_TEST(
        error_message({"participants", "list", "C", "--muted", "yes"})
        == "--muted: 'yes' is not one of true, false (try --help)");
    BOOST_TEST(
        error_message({"calls", "list", "--tokne", "PTsecret"}).find("PTsecret")
        == std::string::npos);
    BOOST_TEST(
        error_message({"participants", "list", "--tokne", "PTsecret"}).find("PTsecret")
        == std::string::npos);
}

BOOST_AUTO_TEST_CASE(times_have_the_spelling_of_their_list)
{
    auto const filter = [](std::vector<char const*> words) {
        tool::parameter_list out = std::get<tool::list_options>(parse(std::move(words))).filter;
        out.pop_back();
        return out;
    };
    using one = tool::parameter_list;
    BOOST_TEST(
        (filter({"recordings", "list", "--date-created-after", "2018-09-21"})
         == one{{"DateCreated>", "Fri, 21 Sep 2018 00:00:00 +0000"}}));
    BOOST_TEST(
        (filter({"messages", "list", "--date-sent", "2018-09-21"})
         == one{{"DateSent", "2018-09-21"}}));
    BOOST_TEST(
        (filter({"faxes", "list", "--date-created-on-or-before", "2018-09-21"})
         == one{{"DateCreatedOnOrBefore", "2018-09-21T00:00:00Z"}}));
    BOOST_TEST(
        (filter({"participants", "list", "C", "--hold", "false"}) == one{{"Hold", "false"}}));
}

BOOST_AUTO_TEST_CASE(help_of_each_verb_has_its_options)
{
    std::string const all = std::get<tool::help_or_version>(parse({"--help"})).text;
    for (resource const& each : tool::resources())
    {
        BOOST_TEST(all.find("\n  " + std::string(each.name) + ' ') != std::string::npos, all);
        std::string const text =
            std::get<tool::help_or_version>(parse({each.name.data(), "list", "--help"})).text;
        BOOST_TEST(text.starts_with("Prints "));
        BOOST_TEST(
            text.find("signalwire-compat " + std::string(each.name) + " list [OPTIONS]")
                != std::string::npos,
            text);
        for (tool::filter_option const& option : tool::filter_options(each))
            BOOST_TEST(text.find("\n  " + option.name + ' ' + option.value) != std::string::npos);
        BOOST_TEST((text.find("--watch") != std::string::npos) == each.is_newest_first);
        for (char const* word : {"PROGRAM", "ITEMS", "AFTER", "BEFORE", "ARGUMENT"})
            BOOST_TEST(text.find(word) == std::string::npos, word);
    }
}

BOOST_AUTO_TEST_SUITE_END()
