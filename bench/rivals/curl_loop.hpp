#pragma once

#include "rivals/curl_connection.hpp"

#include <sys/epoll.h>

#include <chrono>
#include <functional>
#include <optional>

namespace signalwire::bench
{

struct curl_multi_deleter
{
    void operator()(CURLM* handle) const noexcept
    {
        curl_multi_cleanup(handle);
    }
};

/// Many transfers of libcurl's on one thread, by epoll and curl_multi_socket_action, which is the
/// faster way when there are many.
class curl_loop
{
public:
    /// `on_done` is told what became of a handle's transfer, and may start it again.
    explicit curl_loop(std::size_t max_connections, std::function<void(CURL*, CURLcode)> on_done);
    ~curl_loop();
    curl_loop(curl_loop const&) = delete;
    curl_loop& operator=(curl_loop const&) = delete;

    void start(CURL* handle);

    /// Returns when no transfer is in progress.
    void run();

private:
    using clock = std::chrono::steady_clock;

    static int on_socket(CURL*, curl_socket_t descriptor, int what, void* self, void* known);
    static int on_timer(CURLM*, long milliseconds, void* self);
    int wait_milliseconds() const;
    void act(curl_socket_t descriptor, int events);
    void act_on_timeout();
    void take_done();

    std::unique_ptr<CURLM, curl_multi_deleter> multi_;
    std::function<void(CURL*, CURLcode)> on_done_;
    int epoll_;
    std::optional<clock::time_point> deadline_;
    std::size_t under_way_ = 0;
};

} // namespace signalwire::bench
