#pragma once

namespace signalwire::sandbox::detail
{

/// Throws `boost::system::system_error` with OpenSSL's last error.
[[noreturn]] void throw_openssl_error(char const* function);

/// Returns the result of an OpenSSL function. Throws if it indicates failure: null, zero or less.
template <class Result>
Result* require(Result* result, char const* function)
{
    if (!result)
        throw_openssl_error(function);
    return result;
}

inline void require(int result, char const* function)
{
    if (result <= 0)
        throw_openssl_error(function);
}

} // namespace signalwire::sandbox::detail
