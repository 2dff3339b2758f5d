// What bench_stream does, written by hand: every call of an account, page by page, blocking.

#include "rivals/curl_connection.hpp"
#include "rivals/dom_page.hpp"
#include "rivals/openssl_connection.hpp"
#include "rivals/simdjson_page.hpp"
#include "support/process_usage.hpp"
#include "support/server_flags.hpp"
#include "support/stream_findings.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>

namespace bench = signalwire::bench;

namespace
{

struct settings
{
    bench::server_flags server;
    std::string client = "raw-simdjson";
    int page_size = 50;
    bool json = false;
};

template <class Page>
void count(Page const& page, bench::stream_findings& found)
{
    for (auto const& call : page.calls)
    {
        ++found.calls;
        found.duration_sum += call.duration;
    }
}

/// One page after the other, over one connection of OpenSSL's.
class by_openssl
{
public:
    explicit by_openssl(settings const& how)
        : link_(
              how.server.host, how.server.ca_file,
              bench::basic_credentials(how.server.project, how.server.token),
              bench::simdjson_pages::padding())
    {
    }

    template <class Decode>
    void walk(std::string target, bench::stream_findings& found, Decode const& decode)
    {
        std::string body;
        while (!target.empty())
        {
            link_.send(target);
            link_.receive(body);
            ++found.requests;
            found.body_bytes += body.size();
            bench::page_record const page = decode(body);
            count(page, found);
            target = page.next_page_uri.value_or("");
        }
        found.connections = link_.opened();
    }

    /// Sends the request for the next page before it decodes the calls of this one.
    template <class Page>
    void walk_ahead(std::string const& first, bench::stream_findings& found)
    {
        std::string body;
        bool more = true;
        link_.send(first);
        while (more)
        {
            link_.receive(body);
            ++found.requests;
            found.body_bytes += body.size();
            count(
                pages_.parse<Page>(
                    body,
                    [&](Page const& page) {
                        more = page.next_page_uri && !page.next_page_uri->empty();
                        if (more)
                            link_.send(*page.next_page_uri);
                    }),
                found);
        }
        found.connections = link_.opened();
    }

private:
    bench::openssl_connection link_;
    bench::simdjson_pages pages_;
};

/// One page after the other, by libcurl.
template <class Decode>
void walk_by_curl(
    settings const& how, std::string target, bench::stream_findings& found, Decode const& decode)
{
    bench::curl_connection link(
        how.server.host, how.server.ca_file, how.server.project, how.server.token);
    std::string body;
    while (!target.empty())
    {
        link.get(target, body, bench::simdjson_pages::padding());
        ++found.requests;
        found.body_bytes += body.size();
        bench::page_record const page = decode(body);
        count(page, found);
        target = page.next_page_uri.value_or("");
    }
    found.connections = link.opened();
}

/// Looks for nothing but the next page: what moving the bytes costs.
bench::page_record only_next_page(std::string const& body)
{
    constexpr std::string_view name = "\"next_page_uri\":\"";
    bench::page_record page;
    std::size_t at = body.find(name);
    if (at == std::string::npos)
        return page;
    at += name.size();
    std::string uri = body.substr(at, body.find('"', at) - at);
    for (std::size_t escape = 0; (escape = uri.find("\\u0026")) != std::string::npos;)
        uri.replace(escape, 6, "&");
    page.next_page_uri = std::move(uri);
    return page;
}

using walk_function = std::function<void(settings const&, std::string, bench::stream_findings&)>;

std::map<std::string, walk_function> const& clients()
{
    static std::map<std::string, walk_function> const out = {
        {"raw-simdjson",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             bench::simdjson_pages pages;
             by_openssl(how).walk(
                 std::move(first), found, [&](std::string& body) { return pages.parse(body); });
         }},
        {"raw-simdjson-ahead",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             by_openssl(how).walk_ahead<bench::page_record>(first, found);
         }},
        {"raw-text-ahead",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             by_openssl(how).walk_ahead<bench::text_page_record>(first, found);
         }},
        {"raw-dom",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             by_openssl(how).walk(std::move(first), found, bench::parse_by_dom);
         }},
        {"raw-discard",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             by_openssl(how).walk(std::move(first), found, only_next_page);
         }},
        {"curl-simdjson",
         [](settings const& how, std::string first, bench::stream_findings& found) {
             bench::simdjson_pages pages;
             walk_by_curl(how, std::move(first), found, [&](std::string& body) {
                 return pages.parse(body);
             });
         }},
        {"curl-discard", [](settings const& how, std::string first, bench::stream_findings& found) {
             walk_by_curl(how, std::move(first), found, only_next_page);
         }}};
    return out;
}

settings parse(int argc, char** argv)
{
    settings out;
    CLI::App app("Reads every call of an account without the SDK and measures what it costs.");
    out.server.add_to(app);
    app.add_option("--client", out.client, "How")
        ->check(CLI::IsMember(clients()))
        ->capture_default_str();
    app.add_option("--page-size", out.page_size, "Calls per page")->capture_default_str();
    app.add_flag("--json", out.json, "Print one line of JSON");
    try
    {
        app.parse(argc, argv);
    }
    catch (CLI::ParseError const& error)
    {
        std::exit(app.exit(error) == 0 ? 0 : 2);
    }
    return out;
}

bench::stream_findings measure(settings const& how)
{
    bench::stream_findings found;
    found.client = how.client;
    found.page_size = how.page_size;
    auto const begin = std::chrono::steady_clock::now();
    clients().at(how.client)(
        how, how.server.calls_path() + "?PageSize=" + std::to_string(how.page_size), found);
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin;
    auto const used = bench::process_usage::now();
    found.seconds = elapsed.count();
    found.cpu_seconds = used.cpu_seconds;
    found.peak_mib = used.peak_mib;
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    try
    {
        settings const how = parse(argc, argv);
        measure(how).print(how.json);
    }
    catch (std::exception const& error)
    {
        std::cerr << "rival_stream: " << error.what() << '\n';
        return 1;
    }
}
