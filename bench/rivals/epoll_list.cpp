#include "rivals/epoll_list.hpp"

#include "rivals/asker.hpp"
#include "rivals/openssl_connection.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::bench
{

namespace
{

class epoll_list
{
public:
    epoll_list(list_settings const& how, list_findings& found)
        : found_(found)
        , left_(how.requests)
        , target_(how.target())
        , epoll_(::epoll_create1(EPOLL_CLOEXEC))
        , askers_(how.in_flight)
    {
        links_.reserve(how.max_connections);
        for (std::size_t i = 0; i < how.max_connections; ++i)
            add_link(how);
    }

    ~epoll_list()
    {
        ::close(epoll_);
    }

    epoll_list(epoll_list const&) = delete;
    epoll_list& operator=(epoll_list const&) = delete;

    void run()
    {
        for (asker& each : askers_)
            ask(each);
        for (link& each : links_)
            send(each);
        std::array<epoll_event, 64> events{};
        while (busy_ > 0)
        {
            int const count =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i)
                receive(*static_cast<link*>(events[static_cast<std::size_t>(i)].data.ptr));
        }
    }

private:
    struct link
    {
        std::unique_ptr<openssl_connection> connection;
        std::string body;
        asker* who = nullptr;
    };

    void add_link(list_settings const& how)
    {
        link& added = links_.emplace_back();
        added.connection = std::make_unique<openssl_connection>(
            how.server.host, how.server.ca_file,
            basic_credentials(how.server.project, how.server.token), simdjson_pages::padding());
        added.connection->stop_blocking();
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &added;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, added.connection->descriptor(), &event);
        ++found_.connections;
    }

    void ask(asker& who)
    {
        if (left_ == 0)
            return;
        --left_;
        who.begin();
        waiting_.push_back(&who);
    }

    void send(link& on)
    {
        if (waiting_.empty())
            return;
        on.who = waiting_.front();
        waiting_.pop_front();
        ++busy_;
        on.connection->send(target_);
    }

    void receive(link& from)
    {
        if (!from.connection->receive_some(from.body))
            return;
        --busy_;
        asker& who = *std::exchange(from.who, nullptr);
        // The server works on the next request while this answer is decoded.
        send(from);
        who.take_answer<text_page_record>(from.body, pages_, found_);
        ask(who);
        if (busy_ < links_.size())
            send_on_idle();
    }

    void send_on_idle()
    {
        for (link& each : links_)
        {
            if (!each.who)
                send(each);
        }
    }

    list_findings& found_;
    std::uint64_t left_;
    std::string target_;
    int epoll_;
    std::vector<asker> askers_;
    std::deque<asker*> waiting_;
    std::vector<link> links_;
    std::size_t busy_ = 0;
    simdjson_pages pages_;
};

} // namespace

void list_by_epoll(list_settings const& how, list_findings& found)
{
    epoll_list(how, found).run();
}

} // namespace signalwire::bench
