#pragma once

#include <signalwire/client_stats.hpp>
#include <signalwire/detail/asio_configuration.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>

namespace signalwire::detail
{

/// The implementation of a `rest_client`, except its resources.
class client_backend
{
public:
    using end_handler = boost::asio::any_completion_handler<void(error_ptr)>;

    client_backend(client_backend const&) = delete;
    client_backend& operator=(client_backend const&) = delete;
    virtual ~client_backend() = default;

    virtual void warm_up(std::size_t connections, end_handler handler) = 0;
    virtual void shut_down(std::chrono::milliseconds grace, end_handler handler) = 0;
    [[nodiscard]] virtual client_stats stats() const = 0;
    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() const = 0;

protected:
    client_backend() = default;
};

} // namespace signalwire::detail
