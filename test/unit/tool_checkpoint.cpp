#include "support/temporary_directory.hpp"
#include "tool/checkpoint.hpp"
#include "tool/files.hpp"
#include "tool/output.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <stdexcept>
#include <string>

namespace tool = signalwire::tool;

using signalwire::test::read_file;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;
using mode = tool::output::mode;

BOOST_AUTO_TEST_SUITE(tool_output_checkpoint)

namespace
{

/// The message of opening an output at `saved`.
std::string error_message(std::string const& path, tool::output_checkpoint const& saved)
{
    try
    {
        tool::output const file(path, saved);
    }
    catch (std::invalid_argument const& e)
    {
        return e.what();
    }
    return "accepted";
}

/// Writes `text` to the file and returns the checkpoint after it.
tool::output_checkpoint written(std::string const& path, std::string const& text)
{
    tool::output file(path, mode::replace);
    file.buffer() += text;
    file.write_some();
    return file.checkpoint(file.written()).value();
}

} // namespace

BOOST_AUTO_TEST_CASE(text_survives_a_round_trip)
{
    for (tool::output_checkpoint const& saved :
         {tool::output_checkpoint(), tool::output_checkpoint(18446744073709551615U, 0xffffffffU),
          tool::output_checkpoint(1048576, 0x9ae3c2f0)})
        BOOST_TEST(
            (tool::parse_output_checkpoint(tool::to_text(saved)) == saved), tool::to_text(saved));
    BOOST_TEST(
        tool::to_text(tool::output_checkpoint(1048576, 0x9ae3c2f0)) == "output 1048576 9ae3c2f0");
}

BOOST_AUTO_TEST_CASE(other_text_is_rejected)
{
    for (char const* text :
         {"", "output", "output ", "output 1", "output 1 ", "output x 1", "output -1 1",
          "output 1 xyz", "output 1 1 ", "output 1 1ffffffff", "output 99999999999999999999 1",
          "input 1 1", "output 1  1"})
        BOOST_TEST(!tool::parse_output_checkpoint(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(output_is_truncated_to_checkpoint)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    for (std::size_t const size : {0U, 1U, 4095U, 4096U, 4097U, 100'000U})
    {
        std::string const text(size, 'a');
        tool::output_checkpoint const saved = written(path, text + "half a rec");
        tool::output_checkpoint const before(
            size,
            tool::measure(tool::file_descriptor(::open(path.c_str(), O_RDONLY)).get(), size)
                .value()
                .checksum);
        BOOST_TEST(saved.length == size + 10);
        tool::output file(path, before);
        BOOST_TEST(file.has_previous_text() == (size > 0));
        BOOST_TEST((read_file(path) == text));
        file.buffer() += "more";
        file.write_some();
        BOOST_TEST((read_file(path) == text + "more"));
        BOOST_TEST(file.checkpoint(0)->length == size);
        BOOST_TEST(file.checkpoint(file.written())->length == size + 4);
    }
}

BOOST_AUTO_TEST_CASE(output_of_exact_length_is_kept)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    tool::output_checkpoint const saved = written(path, "all of it");
    BOOST_TEST(error_message(path, saved) == "accepted");
    BOOST_TEST(read_file(path) == "all of it");
}

BOOST_AUTO_TEST_CASE(other_file_is_rejected)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    tool::output_checkpoint const saved = written(path, "0123456789");

    std::string const another = directory.file("another");
    BOOST_TEST(error_message(another, saved) == another + " does not exist");
    // The attempt must not create the file.
    BOOST_TEST(directory.count_files() == 1U);

    write_file(another, "012345678");
    BOOST_TEST(error_message(another, saved) == another + " has only 9 of 10 bytes");
    write_file(another, "another text");
    BOOST_TEST(error_message(another, saved) == another + " is not the file that was written");
    BOOST_TEST(read_file(another) == "another text");
    BOOST_TEST(error_message("/dev/null", saved) == "/dev/null is not a regular file");
}

BOOST_AUTO_TEST_CASE(only_regular_files_have_checkpoints)
{
    temporary_directory const directory;
    BOOST_TEST(!tool::output("/dev/null", mode::append).checkpoint(0).has_value());
    BOOST_TEST(!tool::output().checkpoint(0).has_value());

    std::string const path = directory.file("pipe");
    BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    tool::file_descriptor const reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK));
    BOOST_TEST(!tool::output(path, mode::append).checkpoint(0).has_value());
    BOOST_TEST(error_message(path, tool::output_checkpoint()) == path + " is not a regular file");
}

BOOST_AUTO_TEST_SUITE_END()
