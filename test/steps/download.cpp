// Whatever breaks in the network, and wherever, and whenever it is cancelled: a download to a file
// leaves the whole file or none.

#include "steps/step_fixture.hpp"
#include "support/aborted.hpp"
#include "support/temporary_directory.hpp"

#include <signalwire/download.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace fs = std::filesystem;
using signalwire::download_options;
using signalwire::download_result;
using signalwire::rest_client;
using signalwire::test::broken_wire;

namespace
{

struct download_steps_fixture : signalwire::test::step_fixture
{
    download_steps_fixture()
    {
        for (std::size_t i = 0; i < 40'000; ++i)
            sound += static_cast<char>(i * 31 + i / 251);
        server.inject(
            signalwire::sandbox::fault(signalwire::sandbox::mock_response(200, sound, "audio/x-wav")
                                           .header("ETag", "\"v1\"")));
    }

    /// Says whether the whole file is there; otherwise none is, and no part of it.
    bool take_file()
    {
        auto const files = std::distance(fs::directory_iterator(folder.path()), {});
        if (files == 0)
            return false;
        BOOST_TEST(files == 1);
        {
            std::ifstream in(path, std::ios::binary);
            std::string const content{std::istreambuf_iterator<char>(in), {}};
            BOOST_TEST((content == sound));
        }
        fs::remove(path);
        return true;
    }

    /// Over `wire`, with `attempts`.
    void download(broken_wire& wire, int attempts)
    {
        rest_client client = client_for(wire, attempts);
        signalwire::result<download_result> const got = run(client.compat.recordings.download(
            "RE1", path, download_options(), signalwire::as_result));
        BOOST_TEST(take_file() == got.has_value());
        if (got)
            BOOST_TEST(got->bytes == sound.size());
        else
            BOOST_TEST(got.error().is_transient(), got.error().what());
        BOOST_TEST(client.stats().connections_in_use == 0U);
        wire.heal();
        run(client.shutdown());
    }

    std::string sound;
    signalwire::test::temporary_directory folder;
    std::string path = folder.path() + "/call.wav";
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(download_steps, download_steps_fixture)

BOOST_AUTO_TEST_CASE(a_download_survives_what_breaks)
{
    break_each_step([this](broken_wire& wire) { download(wire, 3); });
}

BOOST_AUTO_TEST_CASE(a_download_that_breaks_leaves_no_file)
{
    break_each_step([this](broken_wire& wire) { download(wire, 1); });
    die_at_each_step([this](broken_wire& wire) { download(wire, 2); });
}

BOOST_AUTO_TEST_CASE(a_download_can_be_cancelled_at_every_step)
{
    bool cancelled = true;
    for (std::size_t index = 0; cancelled; ++index)
    {
        BOOST_TEST_CONTEXT("cancelled at step " << index)
        {
            broken_wire wire;
            rest_client client = client_for(wire, 3);
            asio::cancellation_signal signal;
            bool done = false;
            std::exception_ptr failure;
            client.compat.recordings.download(
                "RE1", path, download_options(),
                asio::bind_cancellation_slot(
                    signal.slot(), [&](std::exception_ptr why, download_result const&) {
                        failure = std::move(why);
                        done = true;
                    }));
            cancelled = false;
            context.restart();
            while (!done)
            {
                if (context.run_one_for(std::chrono::seconds(30)) == 0)
                    throw std::runtime_error("the download has not ended after half a minute");
                if (!cancelled && !done && wire.steps() > index)
                {
                    cancelled = true;
                    signal.emit(asio::cancellation_type::terminal);
                }
            }
            run_context();
            BOOST_TEST(take_file() == !failure);
            BOOST_TEST((!failure || signalwire::test::is_aborted(failure)));
            BOOST_TEST((cancelled || !failure));
            BOOST_TEST(client.stats().connections_in_use == 0U);
            run(client.shutdown());
            BOOST_TEST(signalwire::test::connections_to(server.port()) == 0U);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
