#include "async/serial_executor.hpp"

#include <boost/asio/prefer.hpp>
#include <boost/asio/require.hpp>

namespace signalwire::async
{

namespace asio = boost::asio;

struct serial_executor::strand_views
{
    explicit strand_views(asio::strand<known_executor> const& strand)
        : dispatching{asio::prefer(strand, asio::execution::blocking.possibly), true, &posting}
        , posting{asio::require(strand, asio::execution::blocking.never), false, &dispatching}
    {
    }

    strand_view dispatching;
    strand_view posting;
};

serial_executor serial_executor::on(asio::any_io_executor const& inner)
{
    auto const both = std::make_shared<strand_views const>(
        asio::strand<known_executor>(known_executor::of(inner)));
    return serial_executor(std::shared_ptr<strand_view const>(both, &both->dispatching));
}

} // namespace signalwire::async
