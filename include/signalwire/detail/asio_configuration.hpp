#pragma once

#include <boost/asio/detail/config.hpp>
#include <boost/version.hpp>

/// The functions here have no effect. The library defines each for its own configuration only: a
/// program whose configuration of Asio differs does not link, because the classes of Asio would
/// have other members in the program than in the library. The name of the undefined function says
/// which option differs, and its argument the value in the program.
namespace signalwire::detail::library_has_other
{

/// BOOST_VERSION.
template <int Version>
void boost_version();

/// BOOST_ASIO_DISABLE_THREADS.
template <bool IsSet>
void boost_asio_disable_threads();

/// BOOST_ASIO_DISABLE_EPOLL.
template <bool IsSet>
void boost_asio_disable_epoll();

/// BOOST_ASIO_DISABLE_EVENTFD.
template <bool IsSet>
void boost_asio_disable_eventfd();

/// BOOST_ASIO_HAS_IO_URING.
template <bool IsSet>
void boost_asio_has_io_uring();

/// BOOST_ASIO_ENABLE_HANDLER_TRACKING.
template <bool IsSet>
void boost_asio_enable_handler_tracking();

/// BOOST_ASIO_NO_DEPRECATED. A library that does not contain functions of Asio accepts both.
template <bool IsSet>
void boost_asio_no_deprecated();

/// BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE.
template <int Size>
void boost_asio_recycling_allocator_cache_size();

/// The compiler's option -fno-rtti.
template <bool IsSet>
void fno_rtti();

} // namespace signalwire::detail::library_has_other

namespace signalwire::detail
{

/// The configuration of this source; in each object, since the linker merges inline variables.
[[gnu::used]] static void (*const required_asio_configuration[])() = {
    library_has_other::boost_version<BOOST_VERSION>,
#ifdef BOOST_ASIO_HAS_THREADS
    library_has_other::boost_asio_disable_threads<false>,
#else
    library_has_other::boost_asio_disable_threads<true>,
#endif
#ifdef BOOST_ASIO_HAS_EPOLL
    library_has_other::boost_asio_disable_epoll<false>,
#else
    library_has_other::boost_asio_disable_epoll<true>,
#endif
#ifdef BOOST_ASIO_HAS_EVENTFD
    library_has_other::boost_asio_disable_eventfd<false>,
#else
    library_has_other::boost_asio_disable_eventfd<true>,
#endif
#ifdef BOOST_ASIO_HAS_IO_URING
    library_has_other::boost_asio_has_io_uring<true>,
#else
    library_has_other::boost_asio_has_io_uring<false>,
#endif
#ifdef BOOST_ASIO_ENABLE_HANDLER_TRACKING
    library_has_other::boost_asio_enable_handler_tracking<true>,
#else
    library_has_other::boost_asio_enable_handler_tracking<false>,
#endif
#ifdef BOOST_ASIO_NO_DEPRECATED
    library_has_other::boost_asio_no_deprecated<true>,
#else
    library_has_other::boost_asio_no_deprecated<false>,
#endif
#ifdef BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE
    library_has_other::boost_asio_recycling_allocator_cache_size<
        BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE>,
#else
    library_has_other::boost_asio_recycling_allocator_cache_size<2>,
#endif
#ifdef __cpp_rtti
    library_has_other::fno_rtti<false>,
#else
    library_has_other::fno_rtti<true>,
#endif
};

} // namespace signalwire::detail
