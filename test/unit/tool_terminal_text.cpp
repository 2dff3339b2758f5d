#include "tool/terminal.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace tool = signalwire::tool;

BOOST_AUTO_TEST_SUITE(tool_terminal_text)

namespace
{

struct escaped_text
{
    std::string_view raw;
    std::string_view shown;

    friend std::ostream& operator<<(std::ostream& out, escaped_text const& value)
    {
        return out << value.shown;
    }
};

escaped_text const escaped_texts[] = {
    {"", ""},
    {"+13105678901", "+13105678901"},
    {"Zoë 山田 🙂", "Zoë 山田 🙂"},
    {"one\ntwo\r\tthree", "one\\ntwo\\r\\tthree"},
    {"\x1b]0;owned\x07", "\\u001b]0;owned\\u0007"},
    {std::string_view("nul\0!", 5), "nul\\u0000!"},
    {"del\x7f", "del\\u007f"},
    // A C1 control: terminals interpret U+009B as ESC [.
    {"\xc2\x9b"
     "31m",
     "\\u009b31m"},
    // Right-to-left override, zero-width space, byte order mark, a tag character.
    {"a\u202e\u200b\ufeffz", "a\\u202e\\u200b\\ufeffz"},
    {"\U000e0041", "\\U000e0041"},
    // Invalid UTF-8: a stray continuation, an overlong slash, a surrogate, a truncated sequence,
    // Latin-1.
    {"\x80", "\\x80"},
    {"\xc0\xaf", "\\xc0\\xaf"},
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
    {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
    {"\xe5\xb1", "\\xe5\\xb1"},
    {"Zo\xeb!", "Zo\\xeb!"},
};

} // namespace

BOOST_DATA_TEST_CASE(control_characters_are_escaped, escaped_texts)
{
    BOOST_TEST(tool::terminal_text(sample.raw) == sample.shown);
}

BOOST_AUTO_TEST_CASE(safe_text_is_unchanged)
{
    for (escaped_text const& each : escaped_texts)
        BOOST_TEST(tool::terminal_text(each.shown) == each.shown);
}

BOOST_AUTO_TEST_CASE(appends)
{
    std::string text = "status: ";
    tool::append_terminal_text(text, "ringing\n");
    BOOST_TEST(text == "status: ringing\\n");
}

BOOST_AUTO_TEST_CASE(display_width_counts_columns)
{
    BOOST_TEST(tool::display_width("") == 0U);
    BOOST_TEST(tool::display_width("sip:anna@example.com") == 20U);
    BOOST_TEST(tool::display_width("Zoë") == 3U);
    BOOST_TEST(tool::display_width("Zoe\u0308") == 3U);
    BOOST_TEST(tool::display_width("山田") == 4U);
    BOOST_TEST(tool::display_width("🙂") == 2U);
    BOOST_TEST(tool::display_width("가나") == 4U);
}

BOOST_AUTO_TEST_CASE(clip_keeps_characters_whole)
{
    BOOST_TEST(tool::clip("abc", 5) == "abc");
    BOOST_TEST(tool::clip("abc", 2) == "ab");
    BOOST_TEST(tool::clip("abc", 0) == "");
    BOOST_TEST(tool::clip("Zoë!", 3) == "Zoë");
    // Half an ideograph cannot be shown; a combining mark belongs to the preceding character.
    BOOST_TEST(tool::clip("山田", 3) == "山");
    BOOST_TEST(tool::clip("Zoe\u0308!", 3) == "Zoe\u0308");
}

BOOST_AUTO_TEST_SUITE_END()
