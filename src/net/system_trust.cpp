#include "net/system_trust.hpp"

#include <openssl/err.h>

#include <cstdlib>
#include <new>
#include <system_error>
#include <utility>

namespace signalwire::net
{

namespace
{

/// The file that OpenSSL reads. Its directory is read when a certificate is looked for.
std::filesystem::path system_file()
{
    char const* const file = std::getenv(X509_get_default_cert_file_env());
    return file ? file : X509_get_default_cert_file();
}

} // namespace

trust_store system_trust::get()
{
    std::filesystem::path file = system_file();
    std::error_code ignored;
    std::filesystem::file_time_type const changed = std::filesystem::last_write_time(file, ignored);

    std::lock_guard const lock(mutex_);
    if (!store_ || file != file_ || changed != changed_)
    {
        trust_store store(X509_STORE_new());
        if (!store)
            throw std::bad_alloc();
        // A file or directory that does not exist is no error: then nothing is trusted.
        X509_STORE_set_default_paths(store.get());
        ERR_clear_error();
        store_ = std::move(store);
        file_ = std::move(file);
        changed_ = changed;
    }
    X509_STORE_up_ref(store_.get());
    return trust_store(store_.get());
}

} // namespace signalwire::net
