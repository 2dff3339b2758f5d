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
using signalwire::detail::cursor_access;
using signalwire::test::read_file;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

BOOST_AUTO_TEST_SUITE(tool_cursor_file)

namespace
{

tool::checkpoint checkpoint_at(std::uint64_t delivered)
{
    return tool::checkpoint(
        cursor_access::make(42, "/page?PageToken=PA1", delivered, "sid-1", false));
}

std::string text_of(std::uint64_t delivered)
{
    return checkpoint_at(delivered).position.to_string();
}

/// The message of the usage error of loading.
std::string error_message(std::string const& path)
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

BOOST_AUTO_TEST_CASE(missing_file_is_no_checkpoint)
{
    temporary_directory const directory;
    BOOST_TEST(!tool::cursor_file(directory.file("none")).load().has_value());
}

BOOST_AUTO_TEST_CASE(saved_checkpoint_is_loaded)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    file.save(checkpoint_at(7));
    BOOST_TEST((file.load() == checkpoint_at(7)));
    file.save(checkpoint_at(8));
    BOOST_TEST((file.load() == checkpoint_at(8)));
    BOOST_TEST(directory.count_files() == 1U);
    BOOST_TEST(read_file(file.path()) == text_of(8) + '\n');
}

BOOST_AUTO_TEST_CASE(output_checkpoint_is_kept)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    tool::checkpoint saved = checkpoint_at(7);
    saved.output = tool::output_checkpoint(1000, 0xabc);
    file.save(saved);
    BOOST_TEST((file.load() == saved));
    BOOST_TEST(read_file(file.path()) == text_of(7) + "\noutput 1000 abc\n");
}

BOOST_AUTO_TEST_CASE(file_of_earlier_version_is_loaded)
{
    temporary_directory const directory;
    for (char const* end : {"", "\n", "\n\n"})
    {
        write_file(directory.file("cursor"), text_of(7) + end);
        std::optional<tool::checkpoint> const saved =
            tool::cursor_file(directory.file("cursor")).load();
        BOOST_TEST((saved == checkpoint_at(7)));
        BOOST_TEST(!saved->output.has_value());
    }
}

BOOST_AUTO_TEST_CASE(next_save_removes_file_of_killed_run)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    write_file(directory.file("cursor.signalwire-new"), "half a posi");
    file.save(checkpoint_at(7));
    BOOST_TEST((file.load() == checkpoint_at(7)));
    BOOST_TEST(directory.count_files() == 1U);
}

BOOST_AUTO_TEST_CASE(remove_accepts_a_missing_file)
{
    temporary_directory const directory;
    tool::cursor_file const file(directory.file("cursor"));
    file.save(checkpoint_at(7));
    file.remove();
    file.remove();
    BOOST_TEST(directory.count_files() == 0U);
}

BOOST_AUTO_TEST_CASE(surrounding_white_space_is_ignored)
{
    temporary_directory const directory;
    write_file(directory.file("cursor"), "  " + text_of(3) + " \r\n");
    BOOST_TEST((tool::cursor_file(directory.file("cursor")).load() == checkpoint_at(3)));
}

BOOST_AUTO_TEST_CASE(invalid_cursor_is_rejected)
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
        std::string const message = error_message(path);
        BOOST_TEST(message.starts_with("--cursor: " + path + ": "));
        BOOST_TEST(message.find('\n') == std::string::npos);
        // A rejected file is unchanged: it may be another file of the user.
        BOOST_TEST(read_file(path) == text);
    }
}

BOOST_AUTO_TEST_CASE(unwritable_directory_is_rejected)
{
    temporary_directory const directory;
    BOOST_TEST(
        error_message(directory.file("missing/cursor")).find("No such file") != std::string::npos);
    BOOST_TEST(error_message(directory.path()).find("Is a directory") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(save_replaces_the_target_of_a_link)
{
    temporary_directory const directory;
    tool::cursor_file(directory.file("target")).save(checkpoint_at(1));
    std::filesystem::create_symlink("target", directory.file("link"));
    tool::cursor_file(directory.file("link")).save(checkpoint_at(2));
    BOOST_TEST(std::filesystem::is_symlink(directory.file("link")));
    BOOST_TEST((tool::cursor_file(directory.file("target")).load() == checkpoint_at(2)));
}

BOOST_AUTO_TEST_CASE(failed_save_leaves_no_file)
{
    temporary_directory const directory;
    std::string const path = directory.file("cursor");
    std::filesystem::create_directory(path);
    // A directory cannot be replaced by a file.
    BOOST_CHECK_THROW(tool::cursor_file(path).save(checkpoint_at(1)), std::system_error);
    BOOST_TEST(directory.count_files() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
