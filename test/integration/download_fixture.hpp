#pragma once

#include "integration/wire_fixture.hpp"

#include <signalwire/download.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::test
{

/// A server of one recording. Each connection gives an answer and ends.
struct download_fixture : wire_fixture
{
    /// Bytes that look like gzip where one might look.
    static std::string make_sound(std::size_t size)
    {
        std::string out(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            out[i] = static_cast<char>(i % 7 == 0 ? 0x1f : i * 31 + i / 251);
        return out;
    }

    static std::string head(int status, std::size_t length, std::string_view more)
    {
        return "HTTP/1.1 " + std::to_string(status)
            + " x\r\nContent-Type: audio/x-wav\r\nContent-Length: " + std::to_string(length)
            + "\r\n" + std::string(more) + "\r\n";
    }

    /// The recording, of which only the first `sent` bytes come.
    [[nodiscard]] std::string whole(
        std::string_view more = "ETag: \"v1\"\r\n", std::size_t sent = std::string::npos) const
    {
        return head(200, sound.size(), more) + sound.substr(0, sent);
    }

    /// The part from `first`, of which only `sent` bytes come.
    [[nodiscard]] std::string rest(
        std::size_t first, std::string_view more = "ETag: \"v1\"\r\n",
        std::size_t sent = std::string::npos) const
    {
        std::string const range = "Content-Range: bytes " + std::to_string(first) + '-'
            + std::to_string(sound.size() - 1) + '/' + std::to_string(sound.size()) + "\r\n";
        return head(206, sound.size() - first, range + std::string(more))
            + sound.substr(first, sent);
    }

    void give(std::vector<std::string> const& answers_in_turn)
    {
        requests.clear();
        std::vector<answers> connections;
        for (std::string const& each : answers_in_turn)
            connections.push_back({each});
        serve(std::move(connections));
    }

    signalwire::rest_client client()
    {
        return client_with([](client_config& config) { config.pool.max_connections = 1; });
    }

    /// Downloads into `received`.
    result<download_result> download(download_options const& options = download_options())
    {
        received.clear();
        return download_to([this](std::string_view bytes) { received += bytes; }, options);
    }

    result<download_result> download_to(
        download_destination const& to, download_options const& what = download_options(),
        request_options const& options = request_options())
    {
        signalwire::rest_client downloader = client();
        return run(downloader.compat.recordings.download("RE 1", to, what, options, as_result));
    }

    std::string sound = make_sound(100'000);
    std::string received;
};

} // namespace signalwire::test
