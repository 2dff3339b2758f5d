#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <memory>
#include <string>

namespace signalwire::bench
{

struct curl_deleter
{
    void operator()(CURL* handle) const noexcept
    {
        curl_easy_cleanup(handle);
    }
};

/// libcurl's easy interface: one handle, which keeps its connection.
class curl_connection
{
public:
    curl_connection(
        std::string authority, std::string const& ca_file, std::string const& user,
        std::string const& password);

    /// The body of the answer to a GET of `target`, with `padding` bytes allocated behind it.
    /// Throws `std::runtime_error` on any failure and any status but 200.
    void get(std::string const& target, std::string& body, std::size_t padding);

    [[nodiscard]] std::uint64_t opened() const noexcept
    {
        return opened_;
    }

    /// What every handle needs to speak with this server: certificates, credentials, buffers.
    static void prepare(
        CURL* handle, std::string const& ca_file, std::string const& user,
        std::string const& password);

    /// Lets `handle` append what arrives to `body`.
    static void write_to(CURL* handle, std::string& body);

private:
    std::unique_ptr<CURL, curl_deleter> handle_;
    std::string authority_;
    std::uint64_t opened_ = 0;
};

} // namespace signalwire::bench
