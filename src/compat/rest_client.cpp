#include "client/engine.hpp"
#include "compat/lists.hpp"
#include "paging/list_type.hpp"

#include <signalwire/rest_client.hpp>

#include <utility>

namespace signalwire
{

namespace compat
{

api::api(std::shared_ptr<client::engine> const& engine)
    : calls(paging::make_list_source(engine, calls_list))
    , messages(
          paging::make_list_source(engine, messages_list),
          paging::make_list_source(engine, message_media_list))
    , recordings(paging::make_list_source(engine, recordings_list))
{
}

} // namespace compat

rest_client::rest_client(boost::asio::any_io_executor executor, client_config config)
    : rest_client(std::make_shared<client::engine>(std::move(executor), std::move(config)))
{
}

rest_client::rest_client(std::shared_ptr<client::engine> const& engine)
    : backend_(engine)
    , compat(engine)
{
}

} // namespace signalwire
