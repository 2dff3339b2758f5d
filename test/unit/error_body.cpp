#include "client/response.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>

using signalwire::api_error_details;
using signalwire::client::read_error_body;

BOOST_AUTO_TEST_SUITE(error_body)

namespace
{

struct refusal
{
    std::string_view body;
    int code;
    std::string_view message;
    std::string_view more_info;

    friend std::ostream& operator<<(std::ostream& out, refusal const& sample)
    {
        return out << sample.body;
    }
};

refusal const refusals[] = {
    // The five formats of the API.
    {R"({"code":20003,"message":"Authentication Error - No credentials provided","more_info":"https://x/20003","status":401})",
     20003, "Authentication Error - No credentials provided", "https://x/20003"},
    {R"({"errors":[{"code":"30010","message":"Message price exceeds max price","more_info":"https://x/30010"}]})",
     30010, "Message price exceeds max price", "https://x/30010"},
    {R"({"errors":["PageSize is too large"]})", 0, "PageSize is too large", ""},
    {R"({"type":"validation_error","code":"54454","message":"no","attribute":"PageSize","url":"https://x/54454"})",
     54454, "no", "https://x/54454"},
    {R"({"code":"10000","message":"no","more_info":"https://x/10000","status":500})", 10000, "no",
     "https://x/10000"},
    // The first of several is used.
    {R"({"errors":[{"code":"1","message":"first"},{"code":"2","message":"second"}]})", 1, "first",
     ""},
    {R"({"errors":["first","second"]})", 0, "first", ""},
    // Incomplete bodies.
    {R"({"code":20404})", 20404, "", ""},
    {R"({"message":"text only"})", 0, "text only", ""},
    {R"({"errors":[],"code":20404,"message":"m"})", 20404, "m", ""},
    {R"({"errors":{"a":"b"},"message":"m"})", 0, "m", ""},
    {R"({"errors":null,"message":"m"})", 0, "m", ""},
    {R"({"errors":"text","message":"m"})", 0, "m", ""},
    {R"({"more_info":"","url":"https://x"})", 0, "", "https://x"},
    {R"({"more_info":"https://a","url":"https://b"})", 0, "", "https://a"},
    {R"({"message":"Zo\u00eb \ud83d\ude42 \n\u0000"})", 0,
     std::string_view("Zo\xc3\xab \xf0\x9f\x99\x82 \n\0", 12), ""},
    // Invalid UTF-8.
    {"{\"code\":20003,\"message\":\"a\xff\"}", 20003, "a\xef\xbf\xbd", ""},
    {R"({"code":20003,"message":"\ud800b"})", 20003,
     "\xef\xbf\xbd"
     "b",
     ""},
    {"\xef\xbb\xbf{\"code\":20003,\"message\":\"a\nb\"}", 20003, "a\nb", ""},
    {R"({"code":1,"code":20003,"message":"m","other":NaN})", 20003, "m", ""},
    {std::string_view("{\"code\":20003}\n\0\0", 17), 20003, "", ""},
    // Invalid codes.
    {R"({"code":0,"message":"m"})", 0, "m", ""},
    {R"({"code":-5,"message":"m"})", 0, "m", ""},
    {R"({"code":"-5","message":"m"})", 0, "m", ""},
    {R"({"code":"","message":"m"})", 0, "m", ""},
    {R"({"code":"E42","message":"m"})", 0, "m", ""},
    {R"({"code":"20003 ","message":"m"})", 0, "m", ""},
    {R"({"code":" 20003","message":"m"})", 0, "m", ""},
    {R"({"code":"20003x","message":"m"})", 0, "m", ""},
    {R"({"code":20003.5,"message":"m"})", 0, "m", ""},
    {R"({"code":2147483647,"message":"m"})", 2147483647, "m", ""},
    {R"({"code":2147483648,"message":"m"})", 0, "m", ""},
    {R"({"code":"2147483648","message":"m"})", 0, "m", ""},
    {R"({"code":18446744073709551615,"message":"m"})", 0, "m", ""},
    {R"({"code":null,"message":"m"})", 0, "m", ""},
    {R"({"code":[20003],"message":"m"})", 0, "m", ""},
    {R"({"code":true,"message":"m"})", 0, "m", ""},
    // Invalid texts.
    {R"({"code":20003,"message":null,"more_info":7})", 20003, "", ""},
    {R"({"code":20003,"message":["m"],"more_info":{}})", 20003, "", ""},
};

std::string_view const other_bodies[] = {
    "",
    " ",
    "<html><head><title>502 Bad Gateway</title></head></html>",
    "upstream connect error",
    "null",
    "true",
    "20003",
    R"("code 20003")",
    R"([{"code":20003,"message":"m"}])",
    R"({"code":20003,"message":"cut)",
    R"({"code":20003,"message":"m"} trailing)",
    R"({"errors":[null]})",
    R"({"errors":[42]})",
    R"({"errors":[[]]})",
    "{}",
    std::string_view("\0\0\0", 3),
};

} // namespace

BOOST_DATA_TEST_CASE(parses_every_format_of_the_api, refusals)
{
    api_error_details details;
    read_error_body(sample.body, details);
    BOOST_TEST(details.api_code == sample.code);
    BOOST_TEST(details.server_message == sample.message);
    BOOST_TEST(details.more_info == sample.more_info);
}

BOOST_DATA_TEST_CASE(ignores_other_bodies, other_bodies)
{
    api_error_details details;
    read_error_body(sample, details);
    BOOST_TEST(details.api_code == 0);
    BOOST_TEST(details.server_message == "");
    BOOST_TEST(details.more_info == "");
}

BOOST_AUTO_TEST_CASE(keeps_fields_that_are_not_in_the_body)
{
    api_error_details details;
    details.status = 429;
    details.retry_after = std::chrono::seconds(7);
    details.body_prefix = "prefix";
    read_error_body(R"({"status":200,"code":20429,"retry_after":9,"body_prefix":"x"})", details);
    BOOST_TEST(details.status == 429);
    BOOST_TEST((details.retry_after == std::chrono::seconds(7)));
    BOOST_TEST(details.body_prefix == "prefix");
    BOOST_TEST(details.api_code == 20429);
}

BOOST_AUTO_TEST_CASE(deep_nesting_is_safe)
{
    for (std::string const& body :
         {std::string(100'000, '['), std::string(100'000, '[') + std::string(100'000, ']'),
          "{\"errors\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"})
    {
        api_error_details details;
        read_error_body(body, details);
        BOOST_TEST(details.api_code == 0);
        BOOST_TEST(details.server_message == "");
    }
}

BOOST_AUTO_TEST_SUITE_END()
