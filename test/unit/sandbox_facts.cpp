// What the sandbox knows of the API, compared with the reference: test/reference.

#include "sandbox/facts.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;

json::value read_reference(std::string const& name)
{
    std::ifstream in(SIGNALWIRE_TEST_REFERENCE "/" + name);
    return json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

std::string text(json::value const& value)
{
    return std::string(std::string_view(value.as_string()));
}

/// The path as the sandbox has it: below the account.
std::string path_of(json::object const& operation)
{
    std::string const path = text(operation.at("path"));
    std::string_view const account = "/Accounts/{AccountSid}";
    return path.starts_with(account) ? path.substr(account.size()) : path;
}

detail::operation_facts const* find(json::object const& operation)
{
    auto const all = detail::all_operations();
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& each) {
        return each.method == text(operation.at("method")) && each.path == path_of(operation);
    });
    return found == all.end() ? nullptr : &*found;
}

/// Returns the names of fields or filters; required ones with an asterisk.
std::set<std::string> documented(json::object const& operation)
{
    std::set<std::string> out;
    if (json::value const* const query = operation.if_contains("query"))
    {
        for (json::value const& each : query->as_array())
            out.insert(text(each).substr(0, text(each).find_first_of("<>")));
    }
    if (json::value const* const body = operation.if_contains("body"))
    {
        for (json::value const& each : body->as_array())
        {
            std::string name = text(each.at("name"));
            if (name.starts_with("Parameter"))
                name.replace(9, 1, "#");
            out.insert(name + (each.as_object().contains("required") ? "*" : ""));
        }
    }
    return out;
}

std::set<std::string> known(detail::operation_facts const& operation)
{
    std::set<std::string> out;
    for (std::string_view words = operation.parameters; !words.empty();)
    {
        detail::parameter_facts const each = detail::parameter_facts::next(words);
        out.insert(std::string(each.name) + (each.required ? "*" : ""));
    }
    // The reference has them in its prose only.
    out.erase("Laml");
    out.erase("Twiml");
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_facts)

BOOST_AUTO_TEST_CASE(operations_are_those_of_the_reference)
{
    json::value const operations = read_reference("operations.json");
    BOOST_TEST(operations.as_array().size() == detail::all_operations().size());
    for (json::value const& each : operations.as_array())
    {
        json::object const& operation = each.as_object();
        BOOST_TEST_CONTEXT(text(operation.at("name")))
        {
            detail::operation_facts const* const facts = find(operation);
            BOOST_TEST_REQUIRE(facts);
            BOOST_TEST(facts->success == operation.at("success").as_int64());
            BOOST_TEST(known(*facts) == documented(operation), boost::test_tools::per_element());
            bool const is_list = operation.contains("list_key");
            BOOST_TEST((facts->what == detail::action::list) == is_list);
            if (!is_list)
                continue;
            std::string keys;
            for (json::value const& key : operation.at("list_key").as_array())
                keys += (keys.empty() ? "" : ",") + text(key);
            BOOST_TEST(detail::model_of(facts->model).list_key == keys);
            BOOST_TEST(facts->has("unpaged") == !operation.contains("paged"));
        }
    }
}

BOOST_AUTO_TEST_CASE(models_have_the_members_of_the_reference_in_their_order)
{
    json::value const models = read_reference("models.json");
    for (detail::model_facts const& each : detail::all_models())
    {
        // Calls have a writer of their own.
        if (each.name == "call")
            continue;
        std::string const name(
            each.list_key == "available_phone_numbers" ? "available_phone_number" : each.name);
        std::string expected;
        for (json::value const& member : models.at(name).at("members").as_array())
            expected += text(member.at("name")) + ' ';
        std::string actual;
        for (std::string_view words = each.members; !words.empty();)
            actual += std::string(detail::member_facts::next(words).name) + ' ';
        BOOST_TEST(actual == expected, each.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
