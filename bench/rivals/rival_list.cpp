// What bench_list does, written by hand with libcurl's multi interface and simdjson.

#include "rivals/curl_loop.hpp"
#include "rivals/simdjson_page.hpp"
#include "support/list_findings.hpp"
#include "support/process_usage.hpp"

#include <chrono>
#include <deque>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace bench = signalwire::bench;
using std::chrono::steady_clock;

namespace
{

/// One of those that ask again and again.
struct asker
{
    std::unique_ptr<CURL, bench::curl_deleter> handle;
    std::string body;
    steady_clock::time_point begin;
    bool first = true;
};

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
        std::string const url = "https://" + how.server.host + how.server.calls_path()
            + "?PageSize=" + std::to_string(how.page_size)
            + (how.empty ? std::string("&ParentCallSid=") + bench::list_settings::no_parent : "");
        for (asker& each : askers_)
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
        for (asker& each : askers_)
            ask(each);
        loop_.run();
    }

private:
    void ask(asker& who)
    {
        if (left_ == 0)
            return;
        --left_;
        who.body.clear();
        who.begin = steady_clock::now();
        waiting_.push_back(&who);
        start_some();
    }

    void start_some()
    {
        while (running_ < most_ && !waiting_.empty())
        {
            asker const& who = *waiting_.front();
            waiting_.pop_front();
            ++running_;
            loop_.start(who.handle.get());
        }
    }

    void done(CURL* handle, CURLcode code)
    {
        --running_;
        asker* who = nullptr;
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
            decode(*who);
        who->first = false;
        ask(*who);
        start_some();
    }

    void decode(asker& who)
    {
        try
        {
            bench::page_record const page = pages_.parse(who.body);
            if (!who.first)
                found_.latency.add(steady_clock::now() - who.begin);
            found_.calls += page.calls.size();
        }
        catch (std::exception const& error)
        {
            found_.fail(error.what());
        }
    }

    bench::list_findings& found_;
    std::uint64_t left_;
    /// Transfers that libcurl is given at once.
    std::size_t most_;
    std::size_t running_ = 0;
    std::deque<asker*> waiting_;
    bench::simdjson_pages pages_;
    bench::curl_loop loop_;
    std::vector<asker> askers_;
};

bench::list_findings measure(bench::list_settings const& how, bool own_queue)
{
    bench::list_findings found;
    found.client = own_queue ? "curl-simdjson-queue" : "curl-simdjson";
    auto const before = bench::process_usage::now();
    auto const begin = steady_clock::now();
    asking(how, own_queue, found).run();
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
        bool own_queue = false;
        how.parse(
            "Asks for the same page many times at once, without the SDK.", argc, argv,
            [&](CLI::App& app) {
                app.add_flag(
                    "--own-queue", own_queue,
                    "Queue what exceeds the connections here, first come first served");
            });
        bench::list_findings const found = measure(how, own_queue);
        found.print(how);
        return found.errors == 0 ? 0 : 1;
    }
    catch (std::exception const& error)
    {
        std::cerr << "rival_list: " << error.what() << '\n';
        return 1;
    }
}
