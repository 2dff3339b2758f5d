#include "core/text.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace core = signalwire::core;

using signalwire::core::has_control;

BOOST_AUTO_TEST_SUITE(quoted_text)

namespace
{

struct spelling
{
    std::string_view raw;
    std::string_view shown;

    friend std::ostream& operator<<(std::ostream& out, spelling const& value)
    {
        return out << value.shown;
    }
};

spelling const spellings[] = {
    {"", R"("")"},
    {"plain text", R"("plain text")"},
    {"Zo\xc3\xab \xe5\xb1\xb1 \xf0\x9f\x99\x82", "\"Zo\xc3\xab \xe5\xb1\xb1 \xf0\x9f\x99\x82\""},
    {R"(say "no")", R"("say \"no\"")"},
    {R"(C:\x)", R"("C:\\x")"},
    {"two\nlines\r\n\tindented", R"("two\x0alines\x0d\x0a\x09indented")"},
    {std::string_view("a\0b", 3), R"("a\x00b")"},
    {"\x1b[31mred\x1b[0m", R"("\x1b[31mred\x1b[0m")"},
    {"\x7f", R"("\x7f")"},
    // A C1 control character, which terminals interpret like ESC [.
    {"\xc2\x9b"
     "31m",
     R"("\xc2\x9b31m")"},
    {"\xc2\x85next line", R"("\xc2\x85next line")"},
    {"\xc2\xa0no-break space", "\"\xc2\xa0no-break space\""},
    // Invalid UTF-8: a stray continuation, overlong forms, a surrogate, too large, truncated,
    // Latin-1.
    {"\x80", R"("\x80")"},
    {"\xc0\xaf", R"("\xc0\xaf")"},
    {"\xc1\xbf", R"("\xc1\xbf")"},
    {"\xe0\x9f\xbf", R"("\xe0\x9f\xbf")"},
    {"\xf0\x8f\xbf\xbf", R"("\xf0\x8f\xbf\xbf")"},
    {"\xed\xa0\x80", R"("\xed\xa0\x80")"},
    {"\xf4\x90\x80\x80", R"("\xf4\x90\x80\x80")"},
    {"\xf5\x80\x80\x80", R"("\xf5\x80\x80\x80")"},
    {"\xff\xfe", R"("\xff\xfe")"},
    {"\xc3", R"("\xc3")"},
    {"\xe5\xb1", R"("\xe5\xb1")"},
    {"\xf0\x9f\x99", R"("\xf0\x9f\x99")"},
    {"Zo\xeb!", R"("Zo\xeb!")"},
    // Text around an invalid sequence is kept.
    {"\xe5\"\xb1", R"("\xe5\"\xb1")"},
    {"\xf0\x9f\nx", R"("\xf0\x9f\x0ax")"},
};

} // namespace

BOOST_DATA_TEST_CASE(escapes_control_characters, spellings)
{
    BOOST_TEST(core::quoted(sample.raw) == sample.shown);
}

BOOST_AUTO_TEST_CASE(any_two_bytes_become_one_safe_line)
{
    for (int first = 0; first < 256; ++first)
    {
        for (int second = 0; second < 256; ++second)
        {
            std::string text(1, static_cast<char>(first));
            text += static_cast<char>(second);
            std::string const out = core::quoted(text);
            bool const framed = out.size() >= 2 && out.front() == '"' && out.back() == '"';
            BOOST_TEST_REQUIRE((framed && !has_control(out)), first << ' ' << second);
        }
    }
}

BOOST_AUTO_TEST_CASE(long_text_is_truncated_with_ellipsis)
{
    BOOST_TEST(core::quoted("abcdef", 6) == "\"abcdef\"");
    BOOST_TEST(core::quoted("abcdefg", 6) == "\"abcdef\"...");
    BOOST_TEST(core::quoted("abc", 0) == "\"\"...");
    BOOST_TEST(core::quoted(std::string(200, 'x')) == '"' + std::string(200, 'x') + '"');
    BOOST_TEST(core::quoted(std::string(100'000, 'x')) == '"' + std::string(200, 'x') + "\"...");
}

BOOST_AUTO_TEST_CASE(characters_are_not_split)
{
    std::string const e = "\xc3\xab";
    BOOST_TEST(core::quoted(e + e + e, 3) == '"' + e + e + "\"...");
}

BOOST_AUTO_TEST_CASE(control_characters_are_found_anywhere)
{
    BOOST_TEST(!has_control(""));
    BOOST_TEST(!has_control("plain \xc3\xab ~"));
    for (std::string_view text : {"\n", "a\r", "a\nb", "\tb", "a\x7f", "\x1f"})
        BOOST_TEST(has_control(text));
    BOOST_TEST(has_control(std::string_view("a\0", 2)));
}

BOOST_AUTO_TEST_SUITE_END()
