#include "support/temporary_directory.hpp"
#include "tool/files.hpp"
#include "tool/output.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <exception>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace tool = signalwire::tool;

using signalwire::test::read_file;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;
using mode = tool::output::mode;

BOOST_AUTO_TEST_SUITE(tool_output)

namespace
{

std::string text_of(std::size_t size)
{
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + i % 26);
    return text;
}

std::string read_available(int fd)
{
    std::string text;
    std::array<char, 8192> piece{};
    for (ssize_t count; (count = ::read(fd, piece.data(), piece.size())) > 0;)
        text.append(piece.data(), static_cast<std::size_t>(count));
    return text;
}

/// A named pipe that is open for non-blocking reading.
class pipe_reader
{
public:
    explicit pipe_reader(std::string const& path)
    {
        BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        fd_ = tool::file_descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        BOOST_REQUIRE(fd_.is_open());
    }

    std::string read() const
    {
        return read_available(fd_.get());
    }

    void close()
    {
        fd_ = tool::file_descriptor();
    }

private:
    tool::file_descriptor fd_;
};

} // namespace

BOOST_AUTO_TEST_CASE(text_is_buffered_until_written)
{
    temporary_directory const directory;
    tool::output file(directory.file("out"), mode::replace);
    file.buffer() += "one ";
    BOOST_TEST(file.has_pending());
    BOOST_TEST(!file.should_flush());
    BOOST_TEST(read_file(directory.file("out")).empty());

    file.buffer() += "two";
    BOOST_TEST(file.write_some());
    BOOST_TEST(!file.has_pending());
    BOOST_TEST(file.written() == 7U);
    file.sync();
    file.close();
    BOOST_TEST(read_file(directory.file("out")) == "one two");
}

BOOST_AUTO_TEST_CASE(should_flush_after_a_large_block)
{
    temporary_directory const directory;
    tool::output file(directory.file("out"), mode::replace);
    file.buffer() += text_of(tool::output::flush_bytes - 1);
    BOOST_TEST(!file.should_flush());
    file.buffer() += "!";
    BOOST_TEST(file.should_flush());
}

BOOST_AUTO_TEST_CASE(file_is_truncated_at_first_write)
{
    temporary_directory const directory;
    write_file(directory.file("out"), "the result of the last run");
    {
        tool::output unused(directory.file("out"), mode::replace);
        BOOST_TEST(!unused.has_previous_text());
        BOOST_TEST(unused.write_some());
    }
    BOOST_TEST(read_file(directory.file("out")) == "the result of the last run");

    tool::output used(directory.file("out"), mode::replace);
    used.buffer() += "new";
    used.write_some();
    BOOST_TEST(read_file(directory.file("out")) == "new");
}

BOOST_AUTO_TEST_CASE(appends)
{
    temporary_directory const directory;
    write_file(directory.file("out"), "one ");
    tool::output file(directory.file("out"), mode::append);
    BOOST_TEST(file.has_previous_text());
    file.buffer() += "two";
    file.write_some();
    BOOST_TEST(read_file(directory.file("out")) == "one two");
}

BOOST_AUTO_TEST_CASE(rewind_truncates_to_a_length)
{
    temporary_directory const directory;
    write_file(directory.file("out"), "before ");
    tool::output file(directory.file("out"), mode::append);
    file.buffer() += "keep";
    file.write_some();
    std::uint64_t const point = file.written();
    file.buffer() += "drop";
    file.write_some();
    file.rewind(point);
    BOOST_TEST(read_file(directory.file("out")) == "before keep");
    file.buffer() += "!";
    file.write_some();
    BOOST_TEST(read_file(directory.file("out")) == "before keep!");
}

BOOST_AUTO_TEST_CASE(rewind_keeps_output_of_other_writers)
{
    temporary_directory const directory;
    tool::output file(directory.file("out"), mode::append);
    file.buffer() += "ours";
    file.write_some();
    tool::output other(directory.file("out"), mode::append);
    other.buffer() += " theirs";
    other.write_some();
    file.rewind(0);
    BOOST_TEST(read_file(directory.file("out")) == "ours theirs");
}

BOOST_AUTO_TEST_CASE(open_failure_names_the_cause)
{
    temporary_directory const directory;
    try
    {
        tool::output file(directory.file("missing/out\n"), mode::replace);
        BOOST_TEST(false);
    }
    catch (tool::output_error const& e)
    {
        BOOST_TEST(
            std::string(e.what())
            == "cannot write to " + directory.file("missing/out\\n")
                + ": No such file or directory");
    }
}

BOOST_AUTO_TEST_CASE(full_disk_is_reported)
{
    tool::output file("/dev/full", mode::replace);
    file.buffer() += "text";
    BOOST_CHECK_EXCEPTION(file.write_some(), tool::output_error, [](tool::output_error const& e) {
        return std::string(e.what()) == "cannot write to /dev/full: No space left on device";
    });
    BOOST_TEST(file.has_pending());
    BOOST_TEST(file.written() == 0U);
}

BOOST_AUTO_TEST_CASE(write_does_not_block_on_a_reader)
{
    temporary_directory const directory;
    pipe_reader const reader(directory.file("pipe"));
    tool::output pipe(directory.file("pipe"), mode::replace);
    std::string const text = text_of(300'000);
    pipe.buffer() += text;
    // More than the capacity of a pipe: this must not block.
    BOOST_TEST(!pipe.write_some());
    BOOST_TEST(pipe.has_pending());

    std::string received;
    while (!pipe.write_some())
        received += reader.read();
    received += reader.read();
    BOOST_TEST((received == text));
    // The pipe is shared: it must not become non-blocking.
    BOOST_TEST((::fcntl(pipe.descriptor(), F_GETFL) & O_NONBLOCK) == 0);
}

BOOST_AUTO_TEST_CASE(drain_waits_for_a_slow_reader)
{
    temporary_directory const directory;
    pipe_reader const reader(directory.file("pipe"));
    tool::output pipe(directory.file("pipe"), mode::replace);
    std::string const text = text_of(1'000'000);
    pipe.buffer() += text;

    asio::io_context context(1);
    bool drained = false;
    asio::co_spawn(context, pipe.drain(), [&](std::exception_ptr const& error) {
        BOOST_TEST(!error);
        drained = true;
    });
    std::string received;
    auto const last = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!drained && !context.stopped() && std::chrono::steady_clock::now() < last)
    {
        context.run_one_until(last);
        received += reader.read();
    }
    BOOST_TEST_REQUIRE(drained);
    received += reader.read();
    BOOST_TEST((received == text));
    BOOST_TEST((::fcntl(pipe.descriptor(), F_GETFL) & O_NONBLOCK) == 0);
}

BOOST_AUTO_TEST_CASE(write_detects_a_closed_pipe)
{
    std::signal(SIGPIPE, SIG_IGN);
    temporary_directory const directory;
    pipe_reader reader(directory.file("pipe"));
    tool::output pipe(directory.file("pipe"), mode::replace);
    pipe.buffer() += text_of(300'000);
    BOOST_TEST(!pipe.write_some());

    asio::io_context context(1);
    std::exception_ptr failure;
    asio::co_spawn(
        context, pipe.drain(), [&](std::exception_ptr const& error) { failure = error; });
    asio::post(context, [&] { reader.close(); });
    context.run();
    BOOST_REQUIRE(failure);
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(failure), tool::output_error,
        [](tool::output_error const& e) { return e.is_broken_pipe(); });
}

BOOST_AUTO_TEST_CASE(check_reader_detects_a_closed_pipe)
{
    temporary_directory const directory;
    pipe_reader reader(directory.file("pipe"));
    tool::output const pipe(directory.file("pipe"), mode::replace);
    BOOST_CHECK_NO_THROW(pipe.check_reader());
    reader.close();
    BOOST_CHECK_EXCEPTION(pipe.check_reader(), tool::output_error, [](tool::output_error const& e) {
        return e.is_broken_pipe();
    });

    tool::output const file(directory.file("file"), mode::replace);
    BOOST_CHECK_NO_THROW(file.check_reader());
}

BOOST_AUTO_TEST_SUITE_END()
