#include <signalwire/detail/asio_configuration.hpp>

// What the header refers to is instantiated here, for the configuration of the library.
namespace signalwire::detail::library_has_other
{

template <int Version>
void boost_version()
{
}

template <bool IsSet>
void boost_asio_disable_threads()
{
}

template <bool IsSet>
void boost_asio_disable_epoll()
{
}

template <bool IsSet>
void boost_asio_disable_eventfd()
{
}

template <bool IsSet>
void boost_asio_has_io_uring()
{
}

template <bool IsSet>
void boost_asio_enable_handler_tracking()
{
}

template <bool IsSet>
void boost_asio_no_deprecated()
{
}

template <int Size>
void boost_asio_recycling_allocator_cache_size()
{
}

template <bool IsSet>
void fno_rtti()
{
}

#ifndef BOOST_ASIO_SEPARATE_COMPILATION
template void boost_asio_no_deprecated<false>();
template void boost_asio_no_deprecated<true>();
#endif

} // namespace signalwire::detail::library_has_other
