#include "support/temporary_directory.hpp"
#include "tool/cursor_file.hpp"
#include "tool/exit_status.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

namespace tool = signalwire::tool;

using signalwire::cursor;
using signalwire::test::read_file;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

BOOST_AUTO_TEST_SUITE(tool_cursor_file)

namespace
{

tool::saved_position position(std::uint64_t delivered)
{
    return tool::saved_position(cursor(42, "/page?PageToken=PA1", delivered, "sid-1", false));
}

std::string text_of(std::uint64_t delivered)
{
    return position(delivered).place.to_string();
}

/// The message of the usage error that loading raises.
std::string refusal(std::string const& path)
{
    try
    {
        static_cast<void>(tool::cursor_file(path).load());
    }
    catch (tool::usage_error const& e)
    {
        return e.what();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_CASE(there_need_be_none)
{
    temporary_directory const directory;
    BOOST_TEST(!tool::cursor_file(directory.file("none")).load().has_value());
}

BOOST_AUTO_TEST_CASE(gives_back_what_was_saved)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    file.save(position(7));
    BOOST_TEST((file.load() == position(7)));
    file.save(position(8));
    BOOST_TEST((file.load() == position(8)));
    BOOST_TEST(directory.count_files() == 1U);
    BOOST_TEST(read_file(file.path()) == text_of(8) + '\n');
}

BOOST_AUTO_TEST_CASE(keeps_what_belongs_to_the_position_of_the_output)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    tool::saved_position saved = position(7);
    saved.output = tool::output_mark(1000, 0xabc);
    file.save(saved);
    BOOST_TEST((file.load() == saved));
    BOOST_TEST(read_file(file.path()) == text_of(7) + "\noutput 1000 abc\n");
}

BOOST_AUTO_TEST_CASE(reads_a_file_of_an_earlier_version)
{
    temporary_directory const directory;
    for (char const* end : {"", "\n", "\n\n"})
    {
        write_file(directory.file("cursor"), text_of(7) + end);
        std::optional<tool::saved_position> const saved =
            tool::cursor_file(directory.file("cursor")).load();
        BOOST_TEST((saved == position(7)));
        BOOST_TEST(!saved->output.has_value());
    }
}

BOOST_AUTO_TEST_CASE(being_killed_leaves_one_file_at_most_and_the_next_save_takes_it_away)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    write_file(directory.file("cursor.signalwire-new"), "half a posi");
    file.save(position(7));
    BOOST_TEST((file.load() == position(7)));
    BOOST_TEST(directory.count_files() == 1U);
}

BOOST_AUTO_TEST_CASE(is_removed_and_need_not_be_there_for_it)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    file.save(position(7));
    file.remove();
    file.remove();
    BOOST_TEST(directory.count_files() == 0U);
}

BOOST_AUTO_TEST_CASE(takes_white_space_around_the_text)
{
    temporary_directory const directory;
    write_file(directory.file("cursor"), "  " + text_of(3) + " \r\n");
    BOOST_TEST((tool::cursor_file(directory.file("cursor")).load() == position(3)));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_cursor)
{
    temporary_directory const directory;
    std::string damaged = text_of(7);
    damaged.back() = damaged.back() == 'A' ? 'B' : 'A';
    std::string const path = directory.file("cursor");
    for (std::string const& text :
         {std::string(), std::string("\n"), std::string("hello"), damaged, std::string(20000, 'x'),
          text_of(7) + "\noutput 10", text_of(7) + "\nsomething else"})
    {
        write_file(path, text);
        std::string const message = refusal(path);
        BOOST_TEST(message.starts_with("--cursor: " + path + ": "));
        BOOST_TEST(message.find('\n') == std::string::npos);
        // A file that we refuse stays as it is: it may be something else of the user's.
        BOOST_TEST(read_file(path) == text);
    }
}

BOOST_AUTO_TEST_CASE(refuses_a_place_where_nothing_can_be_saved)
{
    temporary_directory const directory;
    BOOST_TEST(refusal(directory.file("missing/cursor")).find("No such file") != std::string::npos);
    BOOST_TEST(refusal(directory.path()).find("Is a directory") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(replaces_the_target_of_a_link_and_not_the_link)
{
    temporary_directory const directory;
    tool::cursor_file(directory.file("target")).save(position(1));
    std::filesystem::create_symlink("target", directory.file("link"));
    tool::cursor_file(directory.file("link")).save(position(2));
    BOOST_TEST(std::filesystem::is_symlink(directory.file("link")));
    BOOST_TEST((tool::cursor_file(directory.file("target")).load() == position(2)));
}

BOOST_AUTO_TEST_CASE(leaves_nothing_behind_when_saving_fails)
{
    temporary_directory const directory;
    std::string const path = directory.file("cursor");
    std::filesystem::create_directory(path);
    // A directory cannot be replaced by a file.
    BOOST_CHECK_THROW(tool::cursor_file(path).save(position(1)), std::system_error);
    BOOST_TEST(directory.count_files() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
