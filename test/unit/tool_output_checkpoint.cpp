#include "support/temporary_directory.hpp"
#include "tool/file_descriptor.hpp"
#include "tool/output.hpp"
#include "tool/output_checkpoint.hpp"

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

BOOST_AUTO_TEST_SUITE(tool_output_mark)

namespace
{

/// Why an output cannot go on behind `mark`.
std::string refusal(std::string const& path, tool::output_mark const& mark)
{
    try
    {
        tool::output const file(path, mark);
    }
    catch (std::invalid_argument const& e)
    {
        return e.what();
    }
    return "accepted";
}

/// The mark behind everything that `text` written to the file makes.
tool::output_mark written(std::string const& path, std::string const& text)
{
    tool::output file(path, mode::replace);
    file.buffer() += text;
    file.write_some();
    return file.mark(file.written()).value();
}

} // namespace

BOOST_AUTO_TEST_CASE(is_a_line_of_text)
{
    for (tool::output_mark const& mark :
         {tool::output_mark(), tool::output_mark(18446744073709551615U, 0xffffffffU),
          tool::output_mark(1048576, 0x9ae3c2f0)})
        BOOST_TEST((tool::read_mark(tool::to_text(mark)) == mark), tool::to_text(mark));
    BOOST_TEST(tool::to_text(tool::output_mark(1048576, 0x9ae3c2f0)) == "output 1048576 9ae3c2f0");
}

BOOST_AUTO_TEST_CASE(refuses_other_text)
{
    for (char const* text :
         {"", "output", "output ", "output 1", "output 1 ", "output x 1", "output -1 1",
          "output 1 xyz", "output 1 1 ", "output 1 1ffffffff", "output 99999999999999999999 1",
          "input 1 1", "output 1  1"})
        BOOST_TEST(!tool::read_mark(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(an_output_is_cut_back_to_it)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    for (std::size_t const size : {0U, 1U, 4095U, 4096U, 4097U, 100'000U})
    {
        std::string const text(size, 'a');
        tool::output_mark const mark = written(path, text + "half a rec");
        tool::output_mark const before(
            size,
            tool::measure(tool::file_descriptor(::open(path.c_str(), O_RDONLY)).get(), size)
                .value()
                .checksum);
        BOOST_TEST(mark.length == size + 10);
        tool::output file(path, before);
        BOOST_TEST(file.has_earlier_text() == (size > 0));
        BOOST_TEST((read_file(path) == text));
        file.buffer() += "more";
        file.write_some();
        BOOST_TEST((read_file(path) == text + "more"));
        BOOST_TEST(file.mark(0)->length == size);
        BOOST_TEST(file.mark(file.written())->length == size + 4);
    }
}

BOOST_AUTO_TEST_CASE(what_is_exactly_as_long_stays)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    tool::output_mark const mark = written(path, "all of it");
    BOOST_TEST(refusal(path, mark) == "accepted");
    BOOST_TEST(read_file(path) == "all of it");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_that_is_not_the_one)
{
    temporary_directory const directory;
    std::string const path = directory.file("out");
    tool::output_mark const mark = written(path, "0123456789");

    std::string const another = directory.file("another");
    BOOST_TEST(refusal(another, mark) == "it goes on in " + another + ", which is not there");
    // Looking for it must not make it.
    BOOST_TEST(directory.count_files() == 1U);

    write_file(another, "012345678");
    BOOST_TEST(
        refusal(another, mark) == "it goes on behind byte 10 of " + another + ", which has only 9");
    write_file(another, "dear to somebody");
    BOOST_TEST(refusal(another, mark) == "it goes on in another file than " + another);
    BOOST_TEST(read_file(another) == "dear to somebody");
    BOOST_TEST(refusal("/dev/null", mark) == "it goes on in /dev/null, which is no regular file");
}

BOOST_AUTO_TEST_CASE(there_is_none_for_what_cannot_be_cut_back)
{
    temporary_directory const directory;
    BOOST_TEST(!tool::output("/dev/null", mode::append).mark(0).has_value());
    BOOST_TEST(!tool::output().mark(0).has_value());

    std::string const path = directory.file("pipe");
    BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    tool::file_descriptor const reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK));
    BOOST_TEST(!tool::output(path, mode::append).mark(0).has_value());
    BOOST_TEST(
        refusal(path, tool::output_mark())
        == "it goes on in " + path + ", which is no regular file");
}

BOOST_AUTO_TEST_SUITE_END()
