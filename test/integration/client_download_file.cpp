// The sound of a recording, to a file: whole or not at all.

#include "integration/download_fixture.hpp"
#include "support/temporary_directory.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using signalwire::download_options;
using signalwire::download_progress;
using signalwire::download_result;
using signalwire::result;

namespace
{

std::string content_of(fs::path const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct file_fixture : signalwire::test::download_fixture
{
    [[nodiscard]] std::size_t files() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
    }

    void write_old()
    {
        std::ofstream(path) << "old";
    }

    signalwire::test::temporary_directory folder;
    fs::path path = fs::path(folder.path()) / "call.wav";
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_download_file, file_fixture)

BOOST_AUTO_TEST_CASE(a_file_is_there_when_it_is_whole)
{
    write_old();
    give({whole()});
    std::size_t during = 0;
    result<download_result> const got =
        download_to(path, download_options().progress([&](download_progress const&) {
            during = files();
            BOOST_TEST(content_of(path) == "old");
        }));
    BOOST_TEST(got.has_value());
    BOOST_TEST(during == 2U);
    BOOST_TEST(files() == 1U);
    BOOST_TEST((content_of(path) == sound));
    fs::perms const allowed = fs::status(path).permissions();
    BOOST_TEST(((allowed & fs::perms::owner_read) != fs::perms::none));
}

BOOST_AUTO_TEST_CASE(a_file_in_the_working_directory_needs_no_folder)
{
    fs::path const before = fs::current_path();
    fs::current_path(folder.path());
    give({whole()});
    BOOST_TEST(download_to("here.wav").has_value());
    fs::current_path(before);
    BOOST_TEST((content_of(fs::path(folder.path()) / "here.wav") == sound));
}

BOOST_AUTO_TEST_CASE(a_broken_transfer_leaves_the_file_as_it_was)
{
    write_old();
    give({whole("ETag: \"v1\"\r\n", 50'000)});
    BOOST_TEST(download_to(path, download_options(), signalwire::request_options().max_attempts(1))
                   .has_error());
    BOOST_TEST(files() == 1U);
    BOOST_TEST(content_of(path) == "old");

    give({head(404, 2, "") + "{}"});
    BOOST_TEST(download_to(path).has_error());
    BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(a_broken_transfer_goes_on_or_begins_again)
{
    std::string const begin = whole("ETag: \"v1\"\r\n", 50'000);
    for (std::string const& answer : {rest(50'000), whole("ETag: \"v2\"\r\n")})
    {
        give({begin, answer});
        BOOST_TEST(download_to(path).has_value());
        BOOST_TEST(files() == 1U);
        BOOST_TEST((content_of(path) == sound));
    }
}

BOOST_AUTO_TEST_CASE(an_empty_recording_is_an_empty_file)
{
    give({head(200, 0, "")});
    BOOST_TEST(download_to(path).has_value());
    BOOST_TEST(fs::exists(path));
    BOOST_TEST(content_of(path).empty());
}

BOOST_AUTO_TEST_CASE(cancellation_leaves_no_file)
{
    give({whole("ETag: \"v1\"\r\n", 50'000)});
    signalwire::rest_client downloader = client();
    asio::cancellation_signal signal;
    std::future<download_result> got = downloader.compat.recordings.download(
        "RE1", path, download_options().progress([&](download_progress const&) {
            signal.emit(asio::cancellation_type::terminal);
        }),
        asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    run_context();
    BOOST_CHECK_THROW(got.get(), boost::system::system_error);
    BOOST_TEST(files() == 0U);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_is_an_error_that_names_it)
{
    fs::path const lost = fs::path(folder.path()) / "no" / "call.wav";
    give({whole()});
    signalwire::rest_client downloader = client();
    BOOST_CHECK_EXCEPTION(
        run(downloader.compat.recordings.download("RE1", lost)), boost::system::system_error,
        [&](boost::system::system_error const& error) {
            return error.code() == boost::system::errc::no_such_file_or_directory
                && std::string(error.what()).find(lost.string()) != std::string::npos;
        });
    // A folder stands where the file is to be.
    fs::create_directories(path / "full");
    give({whole()});
    BOOST_CHECK_THROW(
        run(downloader.compat.recordings.download("RE1", path)), boost::system::system_error);
    BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
