// The sound of a recording, to a function: whole, in order, once, whatever the server makes of it.

#include "integration/download_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::download_options;
using signalwire::download_progress;
using signalwire::download_result;
using signalwire::download_sink;
using signalwire::errc;
using signalwire::protocol_error;
using signalwire::recording_format;
using signalwire::result;
using signalwire::test::download_fixture;

namespace
{

/// Keeps what it gets, and can begin again.
class memory_sink final : public download_sink
{
public:
    asio::awaitable<void> write(std::string_view bytes) override
    {
        received += bytes;
        co_return;
    }

    bool restart() override
    {
        ++restarts;
        received.clear();
        return true;
    }

    asio::awaitable<void> finish() override
    {
        is_finished = true;
        co_return;
    }

    std::string received;
    int restarts = 0;
    bool is_finished = false;
};

bool has(std::string const& request, std::string_view words)
{
    return request.find(words) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_download, download_fixture)

BOOST_AUTO_TEST_CASE(a_recording_comes_piece_by_piece)
{
    give({whole()});
    std::vector<download_progress> steps;
    result<download_result> const got = download(
        download_options().progress([&](download_progress const& now) { steps.push_back(now); }));
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->bytes == sound.size());
    BOOST_TEST(got->content_type == "audio/x-wav");
    BOOST_TEST((received == sound));
    BOOST_TEST_REQUIRE(steps.size() > 2U);
    BOOST_TEST(steps.front().bytes < sound.size());
    BOOST_TEST(steps.front().total.value() == sound.size());
    BOOST_TEST(steps.back().bytes == sound.size());
    BOOST_TEST_REQUIRE(requests.size() == 1U);
    BOOST_TEST(has(requests[0], "/Recordings/RE%201.wav HTTP/1.1\r\n"));
    BOOST_TEST(has(requests[0], "\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"));
    BOOST_TEST(!has(requests[0], "Range:"));
}

BOOST_AUTO_TEST_CASE(the_format_is_the_end_of_the_name)
{
    give({whole()});
    BOOST_TEST(download(download_options().format(recording_format::mp3)).has_value());
    BOOST_TEST(has(requests.at(0), "/Recordings/RE%201.mp3 HTTP/1.1\r\n"));
    signalwire::rest_client downloader = client();
    BOOST_CHECK_THROW(
        static_cast<void>(downloader.compat.recordings.download("", "x.wav")),
        std::invalid_argument);
    BOOST_CHECK_THROW(
        static_cast<void>(downloader.compat.recordings.download("RE1", "")), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(media_of_messages_come_likewise)
{
    auto const take = [this](std::string_view bytes) { received += bytes; };
    give({whole("ETag: \"v1\"\r\n", 30'000), rest(30'000)});
    signalwire::rest_client downloader = client();
    result<download_result> const picture =
        run(downloader.compat.messages.media("MM/1").download("ME 1", take, signalwire::as_result));
    BOOST_TEST_REQUIRE(picture.has_value());
    BOOST_TEST(picture->bytes == sound.size());
    BOOST_TEST((received == sound));
    BOOST_TEST(has(requests.at(0), "/Messages/MM%2F1/Media/ME%201 HTTP/1.1\r\n"));
    BOOST_TEST(has(requests.at(1), "\r\nRange: bytes=30000-\r\nIf-Range: \"v1\"\r\n"));
}

BOOST_AUTO_TEST_CASE(media_of_faxes_come_likewise)
{
    auto const take = [this](std::string_view bytes) { received += bytes; };
    give({whole()});
    signalwire::rest_client downloader = client();
    // The format is that of recordings.
    result<download_result> const document = run(downloader.compat.faxes.media("FX1").download(
        "ME2", take, download_options().format(recording_format::mp3),
        signalwire::request_options(), signalwire::as_result));
    BOOST_TEST_REQUIRE(document.has_value());
    BOOST_TEST((received == sound));
    BOOST_TEST(has(requests.at(0), "/Faxes/FX1/Media/ME2 HTTP/1.1\r\n"));
    BOOST_CHECK_THROW(
        static_cast<void>(downloader.compat.faxes.media("FX1").download("..", "x.pdf")),
        std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_recording_of_unknown_size_comes_in_chunks)
{
    give({"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"});
    result<download_result> const got = download();
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(received == "abcde");
    BOOST_TEST(got->bytes == 5U);
}

BOOST_AUTO_TEST_CASE(an_empty_recording_is_one)
{
    give({head(200, 0, "")});
    result<download_result> const got = download();
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_broken_transfer_goes_on_where_it_broke)
{
    for (std::size_t const first : {1U, 16'384U, 20'000U, 99'999U})
    {
        std::size_t const second = first + (sound.size() - first) / 2;
        give(
            {whole("ETag: \"v1\"\r\n", first), rest(first, "ETag: \"v1\"\r\n", second - first),
             rest(second)});
        BOOST_TEST_CONTEXT("broken after " << first)
        {
            result<download_result> const got = download();
            BOOST_TEST_REQUIRE(got.has_value());
            BOOST_TEST(got->bytes == sound.size());
            BOOST_TEST((received == sound));
            BOOST_TEST_REQUIRE(requests.size() == 3U);
            BOOST_TEST(
                has(requests[1],
                    "\r\nRange: bytes=" + std::to_string(first) + "-\r\nIf-Range: \"v1\"\r\n"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_part_of_the_rest_is_not_the_rest)
{
    std::string part = rest(40'000);
    std::string const range = "bytes 40000-99999/100000";
    part.replace(part.find(range), range.size(), "bytes 40000-59999/100000");
    part.replace(part.find("Content-Length: 60000"), 21, "Content-Length: 20000");
    part.resize(part.size() - 40'000);
    give({whole("ETag: \"v1\"\r\n", 40'000), part, rest(60'000)});
    BOOST_TEST(download().has_value());
    BOOST_TEST((received == sound));
}

BOOST_AUTO_TEST_CASE(attempts_are_those_of_the_retry_policy)
{
    std::string const nothing_more = rest(1000, "ETag: \"v1\"\r\n", 0);
    give({whole("ETag: \"v1\"\r\n", 1000), nothing_more, nothing_more});
    result<download_result> const got = download();
    BOOST_TEST_REQUIRE(got.has_error());
    BOOST_TEST((got.error().code() == errc::truncated_response));
    BOOST_TEST(got.error().attempts() == 3);
    BOOST_TEST(requests.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_without_ranges_sends_what_is_there_already)
{
    give({whole("ETag: \"v1\"\r\n", 50'000), whole()});
    BOOST_TEST(download().has_value());
    BOOST_TEST((received == sound));
    BOOST_TEST(has(requests.at(1), "Range: bytes=50000-"));
}

BOOST_AUTO_TEST_CASE(another_content_is_not_put_behind_the_first)
{
    std::string const old = whole("ETag: \"v1\"\r\n", 50'000);
    sound = make_sound(90'000);
    std::string const changed = whole("ETag: \"v2\"\r\n");
    std::string const other_part = rest(50'000, "ETag: \"v2\"\r\n");
    for (std::string const& answer : {changed, other_part})
    {
        give({old, answer});
        result<download_result> const got = download();
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().as<protocol_error>().has_value());
        BOOST_TEST((got.error().code() == errc::unexpected_response));
        BOOST_TEST(requests.size() == 2U);
        BOOST_TEST(received.size() == 50'000U);
    }
    auto const sink = std::make_shared<memory_sink>();
    give({old, changed});
    BOOST_TEST(download_to(sink).has_value());
    BOOST_TEST(sink->restarts == 1);
    BOOST_TEST((sink->received == sound));
    BOOST_TEST(sink->is_finished);

    give({old, other_part, changed});
    result<download_result> const got = download_to(sink);
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->bytes == sound.size());
    BOOST_TEST((sink->received == sound));
    BOOST_TEST(!has(requests.at(2), "Range:"));
}

BOOST_AUTO_TEST_CASE(what_proves_nothing_begins_again)
{
    std::string const chunked = "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
    give({chunked, whole("")});
    auto const sink = std::make_shared<memory_sink>();
    BOOST_TEST(download_to(sink).has_value());
    BOOST_TEST((sink->received == sound));
    BOOST_TEST(!has(requests.at(1), "Range:"));

    give({chunked, whole("")});
    BOOST_TEST((download().error().code() == errc::unexpected_response));
}

BOOST_AUTO_TEST_CASE(the_size_has_a_limit)
{
    give({whole()});
    result<download_result> got = download(download_options().max_bytes(sound.size() - 1));
    BOOST_TEST_REQUIRE(got.has_error());
    BOOST_TEST((got.error().code() == errc::body_too_large));
    BOOST_TEST(received.empty());
    BOOST_TEST(requests.size() == 1U);

    give({"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"});
    got = download(download_options().max_bytes(4));
    BOOST_TEST((got.error().code() == errc::body_too_large));
    BOOST_TEST(received.size() <= 4U);

    give({whole()});
    BOOST_TEST(download(download_options().max_bytes(sound.size())).has_value());
    BOOST_CHECK_THROW(download_options().max_bytes(0), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(what_is_no_recording_is_an_error)
{
    give({head(404, 2, "") + "{}"});
    BOOST_TEST(download().error().as<signalwire::api_error>().value().status() == 404);
    give({head(302, 0, "Location: https://elsewhere.example/RE1.wav\r\n")});
    BOOST_TEST(download().error().as<signalwire::api_error>().value().status() == 302);
    BOOST_TEST(requests.size() == 1U, "the credential goes nowhere else");
    give({whole("Content-Encoding: gzip\r\n")});
    BOOST_TEST((download().error().code() == errc::invalid_content_encoding));
    give({"HTTP/1.1 204 x\r\n\r\n"});
    BOOST_TEST((download().error().code() == errc::unexpected_response));
    BOOST_TEST(received.empty());
}

BOOST_AUTO_TEST_CASE(the_connection_is_used_again)
{
    serve({{whole(), signalwire::test::page()}});
    signalwire::rest_client downloader = client();
    auto const download_and_list = [&]() -> asio::awaitable<void> {
        co_await downloader.compat.recordings.download("RE1", std::make_shared<memory_sink>());
        co_await downloader.compat.calls.list();
    };
    run(download_and_list());
    BOOST_TEST(downloader.stats().connections_opened == 1U);
    BOOST_TEST(downloader.stats().deviations == 0U);
}

BOOST_AUTO_TEST_CASE(a_slow_sink_holds_the_server_back)
{
    // More than the buffers of both systems take.
    sound = make_sound(16 * 1024 * 1024);
    give({whole()});
    asio::steady_timer gate(context, asio::steady_timer::time_point::max());
    bool is_waiting = false;
    auto const wait = [&](std::string_view bytes) -> asio::awaitable<void> {
        received += bytes;
        is_waiting = true;
        co_await gate.async_wait(asio::as_tuple(asio::use_awaitable));
    };
    signalwire::rest_client downloader = client_with([](signalwire::client_config& config) {
        config.timeouts.between_bytes = 200ms;
        config.timeouts.attempt = config.timeouts.total = 300ms;
    });
    std::future<download_result> got =
        downloader.compat.recordings.download("RE1", wait, download_options(), asio::use_future);
    BOOST_TEST_REQUIRE(run_until([&] { return is_waiting; }));
    std::size_t const before = received.size();
    // Longer than any timeout of the client.
    context.restart();
    context.run_for(500ms);
    BOOST_TEST(received.size() == before);
    BOOST_TEST(before <= 16U * 1024U);
    gate.expires_at(asio::steady_timer::time_point::min());
    run_context();
    BOOST_TEST(got.get().bytes == sound.size());
    BOOST_TEST((received == sound));
}

BOOST_AUTO_TEST_CASE(what_the_sink_throws_is_what_the_download_throws)
{
    give({whole()});
    signalwire::rest_client downloader = client();
    auto const fail = [](std::string_view) { throw std::domain_error("the disk is full"); };
    BOOST_CHECK_THROW(run(downloader.compat.recordings.download("RE1", fail)), std::domain_error);
    BOOST_TEST(requests.size() == 1U);
    BOOST_TEST(downloader.stats().connections_in_use == 0U);

    give({whole()});
    auto const stop = [](download_progress const&) { throw std::domain_error("enough"); };
    BOOST_CHECK_THROW(
        run(downloader.compat.recordings.download(
            "RE1", std::make_shared<memory_sink>(), download_options().progress(stop))),
        std::domain_error);
}

BOOST_AUTO_TEST_CASE(a_download_can_be_cancelled_while_the_sink_is_busy)
{
    signalwire::rest_client downloader = client();
    asio::cancellation_signal signal;
    bool is_waiting = false;
    bool was_told = false;
    auto const wait = [&](std::string_view) -> asio::awaitable<void> {
        asio::steady_timer timer(context, asio::steady_timer::time_point::max());
        is_waiting = true;
        auto const [code] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        was_told = code == asio::error::operation_aborted;
    };
    for (asio::cancellation_type const type :
         {asio::cancellation_type::terminal, asio::cancellation_type::total})
    {
        give({whole()});
        is_waiting = was_told = false;
        std::future<download_result> got = downloader.compat.recordings.download(
            "RE1", wait, download_options(),
            asio::bind_cancellation_slot(signal.slot(), asio::use_future));
        BOOST_TEST_REQUIRE(run_until([&] { return is_waiting; }));
        signal.emit(type);
        run_context();
        BOOST_TEST(was_told);
        BOOST_CHECK_EXCEPTION(got.get(), boost::system::system_error, [](auto const& error) {
            return error.code() == asio::error::operation_aborted;
        });
    }
}

BOOST_AUTO_TEST_CASE(a_timeout_of_the_caller_ends_the_wait_for_the_sink)
{
    auto const wait = [&](std::string_view) -> asio::awaitable<void> {
        asio::steady_timer timer(context, asio::steady_timer::time_point::max());
        co_await timer.async_wait(asio::use_awaitable);
    };
    for (auto const& limits :
         {signalwire::request_options().attempt_timeout(200ms),
          signalwire::request_options().total_timeout(200ms)})
    {
        give({whole()});
        result<download_result> const got = download_to(wait, download_options(), limits);
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().as<signalwire::timeout_error>().has_value());
        BOOST_TEST(requests.size() == 1U, "the sink may have taken a part");
    }
}

BOOST_AUTO_TEST_SUITE_END()
