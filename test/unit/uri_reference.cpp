#include "client/uri_reference.hpp"

#include "core/text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using signalwire::client::uri_reference;

BOOST_AUTO_TEST_SUITE(uri_references)

BOOST_AUTO_TEST_CASE(any_text_is_split_into_parts)
{
    struct example
    {
        std::string_view text;
        std::string_view scheme;
        std::string_view authority;
        std::string_view path;
        std::string_view query;
    };
    example const examples[] = {
        {"", "", "", "", ""},
        {"https://h:1/p/q?a=b?c#d?e", "https", "h:1", "/p/q", "a=b?c"},
        {"//h?q", "", "h", "", "q"},
        {"?q:/r", "", "", "", "q:/r"},
        {"p?a://b", "", "", "p", "a://b"},
        {"a:b", "a", "", "b", ""},
        {"1:b", "", "", "1:b", ""},
        {":b", "", "", ":b", ""},
        {"a b:c", "", "", "a b:c", ""},
        {"p/a:b", "", "", "p/a:b", ""},
        {"///p", "", "", "/p", ""},
        {"#//h", "", "", "", ""},
    };
    for (example const& each : examples)
    {
        uri_reference const parts(each.text);
        BOOST_TEST(parts.scheme == each.scheme, each.text);
        BOOST_TEST(parts.authority == each.authority, each.text);
        BOOST_TEST(parts.path == each.path, each.text);
        BOOST_TEST(parts.query == each.query, each.text);
    }
    BOOST_TEST(uri_reference("///p").has_authority);
    BOOST_TEST(!uri_reference("/p").has_authority);
    BOOST_TEST(uri_reference("?").has_query);
    BOOST_TEST(!uri_reference("#?").has_query);
    BOOST_TEST(uri_reference("//@h").has_credentials());
    BOOST_TEST(!uri_reference("/@h").has_credentials());
}

namespace
{

std::string resolved(std::string_view reference, std::string_view base = "/b/c?d")
{
    auto const found = signalwire::client::resolve(uri_reference(reference), uri_reference(base));
    return found.path + (found.query ? '?' + *found.query : std::string());
}

bool is_escaped(std::string_view reference)
{
    return signalwire::client::resolve(uri_reference(reference), uri_reference("/")).was_escaped;
}

} // namespace

// Section 5.4.
BOOST_AUTO_TEST_CASE(examples_of_rfc_3986_are_resolved)
{
    struct example
    {
        std::string_view reference;
        std::string_view target;
    };
    example const examples[] = {
        {"g", "/b/c/g"},
        {"./g", "/b/c/g"},
        {"g/", "/b/c/g/"},
        {"/g", "/g"},
        {"//g", ""},
        {"//g/h", "/h"},
        {"?y", "/b/c/d;p?y"},
        {"g?y", "/b/c/g?y"},
        {"#s", "/b/c/d;p?q"},
        {"g#s", "/b/c/g"},
        {"g?y#s", "/b/c/g?y"},
        {";x", "/b/c/;x"},
        {"", "/b/c/d;p?q"},
        {".", "/b/c/"},
        {"./", "/b/c/"},
        {"..", "/b/"},
        {"../", "/b/"},
        {"../g", "/b/g"},
        {"../..", "/"},
        {"../../g", "/g"},
        {"../../../g", "/g"},
        {"../../../../g", "/g"},
        {"/./g", "/g"},
        {"/../g", "/g"},
        {"g.", "/b/c/g."},
        {".g", "/b/c/.g"},
        {"g..", "/b/c/g.."},
        {"..g", "/b/c/..g"},
        {"./../g", "/b/g"},
        {"./g/.", "/b/c/g/"},
        {"g/./h", "/b/c/g/h"},
        {"g/../h", "/b/c/h"},
        {"g;x=1/../y", "/b/c/y"},
        {"g?y/../x", "/b/c/g?y/../x"},
    };
    for (example const& each : examples)
        BOOST_TEST(resolved(each.reference, "/b/c/d;p?q") == each.target, each.reference);
}

BOOST_AUTO_TEST_CASE(paths_are_normalized)
{
    BOOST_TEST(resolved("/%41%2d%7e%2f%c3") == "/A-~%2F%C3");
    BOOST_TEST(resolved("/a/%2e%2E/b") == "/b");
    BOOST_TEST(resolved("/a%2f..%2fb") == "/a%2F..%2Fb");
    BOOST_TEST(resolved("/a//../b") == "/a/b");
    BOOST_TEST(resolved("/%252e%252e/a") == "/%252e%252e/a");
    BOOST_TEST(resolved("/a?%41%2f") == "/a?%41%2f");
}

BOOST_AUTO_TEST_CASE(only_invalid_characters_are_escaped)
{
    for (std::string const plain :
         {"/a-b_c.d~e!$&'()*+,;=:@?/?:@-._~!$&'()*+,;=%aF", "/?", "/a//b"})
    {
        BOOST_TEST(resolved(plain) == plain);
        BOOST_TEST(!is_escaped(plain));
    }
    BOOST_TEST(resolved("http://h/a b?c d#e f") == "/a%20b?c%20d");
    BOOST_TEST(resolved("/[x]?[y]") == "/%5Bx%5D?%5By%5D");
    BOOST_TEST(resolved("/%?%4&%4g&%41") == "/%25?%254&%254g&%41");
    BOOST_TEST(resolved("/\xc3\xbc\xff\\") == "/%C3%BC%FF%5C");
    for (char const* text : {" ", "?\"", "?<", "?>", "?%", "?{", "?|", "?}", "?^", "?`", "?\xff"})
        BOOST_TEST(is_escaped(text), text);
}

BOOST_AUTO_TEST_CASE(messages_contain_no_credentials)
{
    using signalwire::core::without_credentials;
    struct example
    {
        std::string_view uri;
        std::string_view told;
    };
    example const examples[] = {
        {"", ""},
        {"/api/laml?To=a@b", "/api/laml?To=a@b"},
        {"https://evil.example/Calls#a@b", "https://evil.example/Calls#a@b"},
        {"https://me:secret@evil.example/Calls", "https://***@evil.example/Calls"},
        {"https://a@me:secret@evil.example", "https://***@evil.example"},
        {"//me:secret@evil.example/Calls?a@b", "//***@evil.example/Calls?a@b"},
        {"https:\\\\me:secret@evil.example", "https:\\\\***@evil.example"},
        {"https:/me:secret@evil.example", "https:/***@evil.example"},
        {"me:secret@evil.example", "me:***@evil.example"},
        {"https:me:secret@evil.example", "https:***@evil.example"},
        {"@", "***@"},
        {"https://me:sec/ret@evil.example/Calls", "https://***@evil.example/Calls"},
        {"https://me:sec?ret@evil.example", "https://***@evil.example"},
        {"https://me:sec#r@t@evil.example", "https://***@evil.example"},
        {"//me:sec\\ret@evil.example", "//***@evil.example"},
        {"me:sec/ret@evil.example", "me:***@evil.example"},
        {"https://[::1]/Calls?To=a@b", "https://[::1]/Calls?To=a@b"},
    };
    for (example const& each : examples)
        BOOST_TEST(without_credentials(each.uri) == each.told);
}

BOOST_AUTO_TEST_SUITE_END()
