#include "rivals/curl_loop.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace signalwire::bench
{

curl_loop::curl_loop(std::size_t max_connections, std::function<void(CURL*, CURLcode)> on_done)
    : multi_(curl_multi_init())
    , on_done_(std::move(on_done))
    , epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    CURLM* const multi = multi_.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &curl_loop::on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &curl_loop::on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    // It keeps as many connections as it may open, and queues what has none.
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(max_connections));
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(max_connections));
}

curl_loop::~curl_loop()
{
    // While the callback for closed sockets still exists.
    multi_.reset();
    ::close(epoll_);
}

void curl_loop::start(CURL* handle)
{
    ++under_way_;
    if (curl_multi_add_handle(multi_.get(), handle) != CURLM_OK)
        throw std::runtime_error("libcurl does not start a transfer");
}

int curl_loop::on_socket(
    CURL* /*handle*/, curl_socket_t descriptor, int what, void* self, void* known)
{
    auto& loop = *static_cast<curl_loop*>(self);
    if (what == CURL_POLL_REMOVE)
    {
        ::epoll_ctl(loop.epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
        curl_multi_assign(loop.multi_.get(), descriptor, nullptr);
        return 0;
    }
    epoll_event event{};
    event.events = ((what & CURL_POLL_IN) != 0 ? unsigned{EPOLLIN} : 0U)
        | ((what & CURL_POLL_OUT) != 0 ? unsigned{EPOLLOUT} : 0U);
    event.data.fd = descriptor;
    ::epoll_ctl(loop.epoll_, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
    curl_multi_assign(loop.multi_.get(), descriptor, self);
    return 0;
}

int curl_loop::on_timer(CURLM* /*multi*/, long milliseconds, void* self)
{
    auto& deadline = static_cast<curl_loop*>(self)->deadline_;
    if (milliseconds < 0)
        deadline.reset();
    else
        deadline = clock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

int curl_loop::wait_milliseconds() const
{
    if (!deadline_)
        return 1000;
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1000));
}

void curl_loop::act(curl_socket_t descriptor, int events)
{
    int running = 0;
    curl_multi_socket_action(multi_.get(), descriptor, events, &running);
}

void curl_loop::act_on_timeout()
{
    if (!deadline_ || *deadline_ > clock::now())
        return;
    deadline_.reset();
    act(CURL_SOCKET_TIMEOUT, 0);
}

void curl_loop::take_done()
{
    int left = 0;
    while (CURLMsg const* const message = curl_multi_info_read(multi_.get(), &left))
    {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL* const handle = message->easy_handle;
        CURLcode const code = message->data.result;
        curl_multi_remove_handle(multi_.get(), handle);
        --under_way_;
        on_done_(handle, code);
    }
}

void curl_loop::run()
{
    std::array<epoll_event, 64> events{};
    while (under_way_ > 0)
    {
        int const count = ::epoll_wait(
            epoll_, events.data(), static_cast<int>(events.size()), wait_milliseconds());
        for (int i = 0; i < count; ++i)
        {
            epoll_event const& event = events[static_cast<std::size_t>(i)];
            act(event.data.fd,
                ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0)
                    | ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0)
                    | ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0));
        }
        act_on_timeout();
        take_done();
    }
}

} // namespace signalwire::bench
