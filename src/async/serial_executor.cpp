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

known_executor known_executor::of(asio::any_io_executor const& target)
{
    constexpr auto may_block = [](asio::any_io_executor const& executor) {
        return asio::query(executor, asio::execution::blocking) != asio::execution::blocking.never;
    };
    variants all{
        asio::prefer(target, asio::execution::blocking.possibly),
        asio::require(target, asio::execution::blocking.never), false};
    all.can_block = may_block(all.dispatching);
    return known_executor(std::make_shared<variants const>(std::move(all)), may_block(target));
}

serial_executor serial_executor::on(known_executor const& inner)
{
    auto const both = std::make_shared<strand_views const>(asio::strand<known_executor>(inner));
    return serial_executor(std::shared_ptr<strand_view const>(both, &both->dispatching));
}

} // namespace signalwire::async
