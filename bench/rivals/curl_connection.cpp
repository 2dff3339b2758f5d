#include "rivals/curl_connection.hpp"

#include <stdexcept>

namespace signalwire::bench
{

namespace
{

std::size_t append(char* data, std::size_t size, std::size_t count, void* body)
{
    static_cast<std::string*>(body)->append(data, size * count);
    return size * count;
}

} // namespace

curl_connection::curl_connection(
    std::string authority, std::string const& ca_file, std::string const& user,
    std::string const& password)
    : handle_(curl_easy_init())
    , authority_(std::move(authority))
{
    prepare(handle_.get(), ca_file, user, password);
}

void curl_connection::prepare(
    CURL* handle, std::string const& ca_file, std::string const& user, std::string const& password)
{
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    if (!ca_file.empty())
        curl_easy_setopt(handle, CURLOPT_CAINFO, ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_USERNAME, user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, password.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    // Eight records of TLS at once: neither less nor more made a difference.
    curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, 128L * 1024);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, append);
}

void curl_connection::write_to(CURL* handle, std::string& body)
{
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
}

void curl_connection::get(std::string const& target, std::string& body, std::size_t padding)
{
    std::string const url = "https://" + authority_ + target;
    std::size_t const size = body.size();
    body.clear();
    // A page is about as large as the one before it.
    body.reserve(size + padding);
    curl_easy_setopt(handle_.get(), CURLOPT_URL, url.c_str());
    write_to(handle_.get(), body);
    CURLcode const code = curl_easy_perform(handle_.get());
    if (code != CURLE_OK)
        throw std::runtime_error(curl_easy_strerror(code));
    long status = 0;
    long connects = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle_.get(), CURLINFO_NUM_CONNECTS, &connects);
    opened_ += static_cast<std::uint64_t>(connects);
    if (status != 200)
        throw std::runtime_error("the server answers " + std::to_string(status));
}

} // namespace signalwire::bench
