#pragma once

#include <boost/asio/execution_context.hpp>

#include <openssl/x509_vfy.h>

#include <filesystem>
#include <memory>
#include <mutex>

namespace signalwire::net
{

struct free_store
{
    void operator()(X509_STORE* store) const noexcept
    {
        X509_STORE_free(store);
    }
};

/// An owner of a certificate store. OpenSSL counts the owners.
using trust_store = std::unique_ptr<X509_STORE, free_store>;

/// The certificates that the system trusts: parsed once for all clients of an execution context,
/// which keeps them. They take 20 ms and 800 KB. Thread-safe.
class system_trust final : public boost::asio::execution_context::service
{
public:
    using key_type = system_trust;
    inline static boost::asio::execution_context::id const id;

    explicit system_trust(boost::asio::execution_context& context)
        : service(context)
    {
    }

    /// Returns the store. Parses the file of the system again if it has changed. Throws:
    /// `std::bad_alloc`.
    [[nodiscard]] trust_store get();

private:
    void shutdown() override {}

    std::mutex mutex_;
    trust_store store_;
    std::filesystem::path file_;
    std::filesystem::file_time_type changed_;
};

} // namespace signalwire::net
