// All operations of the API against what is known of each: test/reference/operations.json and
// models.json. Requests have every field that there is; the responses are decoded strictly.

#include "integration/api_table_rows.hpp"
#include "integration/verbs_fixture.hpp"
#include "support/resource_names.hpp"

#include <signalwire/api_error.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace json = boost::json;
namespace compat = signalwire::compat;
using signalwire::test::answer;
using signalwire::test::api_rows;
using signalwire::test::api_table_row;
using signalwire::test::read_reference;
using signalwire::test::verbs_fixture;

namespace
{

std::string text_of(json::value const& value)
{
    return std::string(std::string_view(value.as_string()));
}

/// An example of an error response, by the name of its schema in the reference.
struct error_shape
{
    std::string_view name;
    std::string_view body;
    int code;
    std::string_view message;
};

constexpr error_shape error_shapes[] = {
    {"CompatibilityErrorResponse",
     R"({"code":20003,"message":"Authentication failed","more_info":"https://x","status":401})",
     20003, "Authentication failed"},
    {"CompatibilityErrorArrayResponse",
     R"({"errors":[{"code":"30010","message":"Message price","more_info":"https://x"}]})", 30010,
     "Message price"},
    {"CompatibilityErrorStringArrayResponse", R"({"errors":["Validation error message"]})", 0,
     "Validation error message"},
    {"CompatibilityImportedPhoneNumberError",
     R"({"code":"10000","message":"Number type can't be blank","more_info":"u","status":400})",
     10000, "Number type can't be blank"},
    {"CompatibilityTokenValidationError",
     R"({"type":"validation_error","code":"54454","message":"no","attribute":"name","url":"u"})",
     54454, "no"}};

error_shape const& shape_of(std::string_view schema)
{
    auto const* const found = std::find_if(
        std::begin(error_shapes), std::end(error_shapes),
        [schema](error_shape const& each) { return schema == each.name; });
    BOOST_TEST_REQUIRE((found != std::end(error_shapes)), schema);
    return *found;
}

struct api_fixture : verbs_fixture
{
    json::value operations = read_reference("operations.json");
    json::value models = read_reference("models.json");

    json::object const* find(std::string_view name) const
    {
        for (json::value const& each : operations.as_array())
        {
            if (each.at("name").as_string() == name)
                return &each.as_object();
        }
        return nullptr;
    }

    /// One object, or a page or list with it.
    std::string response(json::object const& operation) const
    {
        if (operation.at("success").as_int64() == 204)
            return "HTTP/1.1 204 No Content\r\n\r\n";
        std::string body = text_of(models.at(operation.at("model").as_string()).at("example"));
        if (json::value const* const lists = operation.if_contains("list_key"))
        {
            std::string out = R"({"uri":"/x")";
            if (operation.contains("paged"))
            {
                out += R"(,"first_page_uri":"/x","next_page_uri":null,"previous_page_uri":null,)"
                       R"("page":0,"page_size":50)";
            }
            for (json::value const& list : lists->as_array())
                out += ",\"" + text_of(list) + "\":[" + body + ']';
            body = out + '}';
        }
        return answer(static_cast<int>(operation.at("success").as_int64()), body);
    }

    /// The path of the reference with the IDs of rows in the place of its parameters.
    std::string path(json::object const& operation) const
    {
        std::string out = "/api/laml/2010-04-01";
        std::string next = signalwire::test::first;
        for (std::string_view rest = operation.at("path").as_string(); !rest.empty();)
        {
            std::size_t const open = std::min(rest.find('{'), rest.size());
            out += rest.substr(0, open);
            rest.remove_prefix(open);
            if (rest.empty())
                break;
            std::size_t const close = rest.find('}');
            out += rest.substr(0, close) == "{AccountSid"
                ? make_config().project
                : std::exchange(next, signalwire::test::second);
            rest.remove_prefix(close + 1);
        }
        return out;
    }

    /// Calls the operation, which is answered with an error of that schema.
    void check_error(api_table_row const& row, int status, std::string_view schema)
    {
        error_shape const& shape = shape_of(schema);
        // What the reference says of 503 it says of one with Retry-After.
        serve({{answer(status, shape.body, status == 503 ? "Retry-After: 7\r\n" : "")}});
        signalwire::rest_client client =
            client_with([](signalwire::client_config& config) { config.retry.max_attempts = 1; });
        try
        {
            row.call(*this, client.compat);
            BOOST_ERROR("no error for " << status);
        }
        catch (signalwire::api_error const& error)
        {
            BOOST_TEST(error.status() == status);
            BOOST_TEST(error.api_code() == shape.code);
            BOOST_TEST(error.server_message() == shape.message);
            BOOST_TEST(error.body_prefix() == shape.body);
            BOOST_TEST(error.outcome() == signalwire::request_outcome::refused);
            BOOST_TEST(error.method() == text_of(find(row.name)->at("method")));
        }
    }
};

std::set<std::string> names_of(json::object const& operation, std::string_view member)
{
    std::set<std::string> out;
    if (json::value const* const fields = operation.if_contains(member))
    {
        for (json::value const& field : fields->as_array())
            out.insert(text_of(field.is_object() ? field.at("name") : field));
    }
    // A form has one parameter more for each name.
    out.erase("Parameter2.Name");
    out.erase("Parameter2.Value");
    return out;
}

std::set<std::string> names_of(std::string const& query)
{
    std::set<std::string> out;
    std::string const source = "/?" + query;
    boost::urls::url_view const url = boost::urls::parse_relative_ref(source).value();
    for (auto const& parameter : url.params())
        out.insert(parameter.key);
    out.erase("");
    return out;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(api_table, api_fixture)

BOOST_DATA_TEST_CASE(the_operation_is_as_documented, boost::unit_test::data::make(api_rows()), row)
{
    json::object const* const operation = find(row.name);
    BOOST_TEST_REQUIRE(operation, "no such operation in the API reference");
    serve({{response(*operation)}});
    signalwire::rest_client client = client_with([](signalwire::client_config& config) {
        config.decoding = signalwire::decoding_mode::strict;
    });
    std::string const result = row.call(*this, client.compat);
    if (operation->at("success").as_int64() != 204)
    {
        BOOST_TEST(result == text_of(models.at(operation->at("model").as_string()).at("example")));
    }
    BOOST_TEST(client.stats().deviations == 0U);

    BOOST_TEST_REQUIRE(requests.size() == 1U);
    std::string const& request = requests.front();
    std::string line = request.substr(0, request.find(" HTTP/1.1\r\n"));
    std::string const body = request.substr(request.find("\r\n\r\n") + 4);
    std::string query;
    if (std::size_t const mark = line.find('?'); mark != std::string::npos)
    {
        query = line.substr(mark + 1);
        line.resize(mark);
    }
    std::string const documented = text_of(operation->at("method")) + ' ' + path(*operation);
    // Without a suffix, the address of a recording is that of the sound.
    BOOST_TEST((line == documented || line == documented + ".json"), line << " " << documented);
    std::set<std::string> ignored;
    for (std::string_view name : row.without)
        ignored.emplace(name);
    auto const expect = [&](std::set<std::string> expected, std::set<std::string> const& sent) {
        for (std::string const& name : ignored)
            expected.erase(name);
        BOOST_TEST(expected == sent, boost::test_tools::per_element());
    };
    expect(names_of(*operation, "query"), names_of(query));
    if (operation->contains("body_type") && operation->at("body_type") == "application/json")
    {
        std::set<std::string> sent;
        json::value const value = json::parse(body);
        for (auto const& [name, content] : value.as_object())
            sent.emplace(name);
        expect(names_of(*operation, "body"), sent);
        BOOST_TEST(value.at("permissions").is_array());
        BOOST_TEST(has_header("Content-Type: application/json"));
    }
    else
        expect(names_of(*operation, "body"), names_of(body));
}

BOOST_DATA_TEST_CASE(each_declared_error_is_thrown, boost::unit_test::data::make(api_rows()), row)
{
    json::object const* const operation = find(row.name);
    BOOST_TEST_REQUIRE(operation);
    BOOST_TEST(operation->at("errors").as_object().size() >= 2U);
    for (auto const& [status, schema] : operation->at("errors").as_object())
        check_error(row, std::stoi(std::string(status)), text_of(schema));
}

BOOST_AUTO_TEST_CASE(every_operation_is_there)
{
    std::set<std::string> there;
    for (api_table_row const& row : api_rows())
        there.emplace(row.name);
    std::set<std::string> documented;
    for (json::value const& operation : operations.as_array())
        documented.insert(text_of(operation.at("name")));
    BOOST_TEST(documented.size() == 79U);
    BOOST_TEST(there == documented, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
