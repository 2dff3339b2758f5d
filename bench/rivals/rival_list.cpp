// What bench_list does, written by hand.

#include "rivals/asker.hpp"
#include "rivals/curl_loop.hpp"
#include "rivals/epoll_list.hpp"
#include "support/list_findings.hpp"
#include "support/process_usage.hpp"

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bench = signalwire::bench;
using std::chrono::steady_clock;

namespace
{

struct curl_asker : bench::asker
{
    std::unique_ptr<CURL, bench::curl_deleter> handle;
    std::string body;
};

/// `Page` is what answers are decoded into.
template <class Page>
class asking
{
public:
    asking(bench::list_settings const& how, bool own_queue, bench::list_findings& found)
        : found_(found)
        , left_(how.requests)
        , most_(own_queue ? how.max_connections : how.in_flight)
        , loop_(how.max_connections, [this](CURL* handle, CURLcode code) { done(handle, code); })
        , askers_(how.in_flight)
    {
        std::string const url = "https://" + how.server.host + how.target();
        for (curl_asker& each : askers_)
        {
            each.handle.reset(curl_easy_init());
            CURL* const handle = each.handle.get();
            bench::curl_connection::prepare(
                handle, how.server.ca_file, how.server.project, how.server.token);
            bench::curl_connection::write_to(handle, each.body);
            curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
            curl_easy_setopt(handle, CURLOPT_PRIVATE, &each);
        }
    }

    void run()
    {
        for (curl_asker& each : askers_)
            ask(each);
        loop_.run();
    }

private:
    void ask(curl_asker& who)
    {
        if (left_ == 0)
            return;
        --left_;
        who.body.clear();
        who.begin();
        waiting_.push_back(&who);
        start_some();
    }

    void start_some()
    {
        while (running_ < most_ && !waiting_.empty())
        {
            curl_asker const& who = *waiting_.front();
            waiting_.pop_front();
            ++running_;
            loop_.start(who.handle.get());
        }
    }

    void done(CURL* handle, CURLcode code)
    {
        --running_;
        curl_asker* who = nullptr;
        long status = 0;
        long connects = 0;
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, &who);
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connects);
        found_.connections += static_cast<std::uint64_t>(connects);
        if (code != CURLE_OK)
            found_.fail(curl_easy_strerror(code));
        else if (status != 200)
            found_.fail("the server answers " + std::to_string(status));
        else
            who->template take_answer<Page>(who->body, pages_, found_);
        ask(*who);
        start_some();
    }

    bench::list_findings& found_;
    std::uint64_t left_;
    /// Transfers that libcurl is given at once.
    std::size_t most_;
    std::size_t running_ = 0;
    std::deque<curl_asker*> waiting_;
    bench::simdjson_pages pages_;
    bench::curl_loop loop_;
    std::vector<curl_asker> askers_;
};

using list_function = std::function<void(bench::list_settings const&, bench::list_findings&)>;

template <class Page, bool OwnQueue>
void list_by_curl(bench::list_settings const& how, bench::list_findings& found)
{
    asking<Page>(how, OwnQueue, found).run();
}

/// `queue` stands for one that is in front of libcurl's: first come, first served.
std::map<std::string, list_function> const& clients()
{
    static std::map<std::string, list_function> const out = {
        {"curl-simdjson", list_by_curl<bench::page_record, false>},
        {"curl-simdjson-queue", list_by_curl<bench::page_record, true>},
        {"curl-text-queue", list_by_curl<bench::text_page_record, true>},
        {"raw-text", bench::list_by_epoll}};
    return out;
}

bench::list_findings measure(bench::list_settings const& how, std::string const& client)
{
    bench::list_findings found;
    found.client = client;
    auto const before = bench::process_usage::now();
    auto const begin = steady_clock::now();
    clients().at(client)(how, found);
    found.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
    auto const after = bench::process_usage::now();
    found.cpu_seconds = after.cpu_seconds - before.cpu_seconds;
    found.peak_mib = after.peak_mib;
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    try
    {
        bench::list_settings how;
        std::string client = "curl-simdjson";
        how.parse(
            "Asks for the same page many times at once, without the SDK.", argc, argv,
            [&](CLI::App& app) {
                app.add_option("--client", client, "How")
                    ->check(CLI::IsMember(clients()))
                    ->capture_default_str();
            });
        bench::list_findings const found = measure(how, client);
        found.print(how);
        return found.errors == 0 ? 0 : 1;
    }
    catch (std::exception const& error)
    {
        std::cerr << "rival_list: " << error.what() << '\n';
        return 1;
    }
}
