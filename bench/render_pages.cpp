// Writes a sandbox's account as files, one a page, for a server that only has to hand them out: the
// name of a file is the query that asks for it. Also writes a certificate for that server.

#include "sandbox/certificate.hpp"
#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <CLI/CLI.hpp>
#include <openssl/bio.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandbox = signalwire::sandbox;

namespace
{

void write_file(std::filesystem::path const& path, std::string_view content)
{
    std::ofstream out(path, std::ios::binary);
    out.exceptions(std::ios::badbit | std::ios::failbit);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
}

/// What `write` writes into a BIO of OpenSSL's.
template <class Write>
std::string pem_of(Write const& write)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), BIO_free);
    if (!out || write(out.get()) != 1)
        throw std::runtime_error("OpenSSL cannot write PEM");
    char* data = nullptr;
    auto const size = static_cast<std::size_t>(BIO_get_mem_data(out.get(), &data));
    return std::string(data, size);
}

void write_identity(std::filesystem::path const& folder)
{
    auto const identity = sandbox::detail::make_server_identity("127.0.0.1");
    write_file(folder / "ca.pem", identity.ca_pem);
    write_file(folder / "server.pem", pem_of([&](BIO* out) {
                   return PEM_write_bio_X509(out, identity.leaf.get());
               }));
    write_file(folder / "server.key", pem_of([&](BIO* out) {
                   return PEM_write_bio_PrivateKey(
                       out, identity.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
               }));
}

class renderer
{
public:
    renderer(sandbox::server_options const& options, std::filesystem::path pages)
        : api_(options)
        , pages_(std::move(pages))
        , authorization_("Basic " + sandbox::detail::base64(options.project + ':' + options.token))
        , calls_("/api/laml/2010-04-01/Accounts/" + options.project + "/Calls")
    {
    }

    /// The pages from `query` on; each says which one is next.
    std::size_t render(std::string const& query)
    {
        std::size_t count = 0;
        for (std::string target = calls_ + '?' + query; !target.empty(); ++count)
        {
            auto const answer =
                api_.handle(sandbox::detail::api_request("GET", target, authorization_));
            if (answer.status != 200)
                throw std::runtime_error("the sandbox refuses " + target);
            write_file(pages_ / target.substr(target.find('?') + 1), *answer.body);
            auto const page = boost::json::parse(*answer.body);
            auto const& next = page.at("next_page_uri");
            target = next.is_string() ? std::string(next.get_string()) : std::string();
        }
        return count;
    }

private:
    sandbox::detail::request_handler api_;
    std::filesystem::path pages_;
    std::string authorization_;
    std::string calls_;
};

} // namespace

int main(int argc, char** argv)
{
    sandbox::server_options options;
    options.calls = 100'000;
    std::string folder;
    std::vector<std::string> queries = {
        "PageSize=50", "PageSize=1000", "PageSize=50&ParentCallSid=none"};
    CLI::App app("Writes a sandbox's account as one file per page.");
    app.add_option("--calls", options.calls, "Calls of the account")->capture_default_str();
    app.add_option("--query", queries, "What is listed")->capture_default_str();
    app.add_option("folder", folder, "Where to put pages and certificate")->required();
    try
    {
        app.parse(argc, argv);
        std::filesystem::path const pages = std::filesystem::path(folder) / "pages";
        std::filesystem::create_directories(pages);
        write_identity(folder);
        renderer out(options, pages);
        for (std::string const& query : queries)
            std::cerr << query << ": " << out.render(query) << " pages\n";
        std::cout << "export SIGNALWIRE_PROJECT_ID=" << options.project << '\n'
                  << "export SIGNALWIRE_API_TOKEN=" << options.token << '\n'
                  << "export SIGNALWIRE_REST_CA_FILE=" << folder << "/ca.pem\n";
    }
    catch (CLI::ParseError const& error)
    {
        return app.exit(error) == 0 ? 0 : 2;
    }
    catch (std::exception const& error)
    {
        std::cerr << "render_pages: " << error.what() << '\n';
        return 1;
    }
}
