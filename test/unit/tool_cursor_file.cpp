#include "support/temporary_directory.hpp"
#include "tool/cursor_file.hpp"
#include "tool/exit_status.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <filesystem>
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

cursor position(std::uint64_t delivered)
{
    return cursor(42, "/page?PageToken=PA1", delivered, "sid-1", false);
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
    BOOST_TEST(read_file(file.path()) == position(8).to_string() + '\n');
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
    write_file(directory.file("cursor"), "  " + position(3).to_string() + " \r\n");
    BOOST_TEST((tool::cursor_file(directory.file("cursor")).load() == position(3)));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_cursor)
{
    temporary_directory const directory;
    std::string damaged = position(7).to_string();
    damaged.back() = damaged.back() == 'A' ? 'B' : 'A';
    std::string const path = directory.file("cursor");
    for (std::string const& text :
         {std::string(), std::string("\n"), std::string("hello"), damaged, std::string(20000, 'x')})
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
