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
    : accounts(paging::make_list_source(engine, accounts_list))
    , applications(paging::make_list_source(engine, applications_list))
    , calls(paging::make_list_source(engine, calls_list))
    , conferences(
          paging::make_list_source(engine, conferences_list),
          paging::make_list_source(engine, participants_list),
          paging::make_list_source(engine, conference_recordings_list))
    , faxes(
          paging::make_list_source(engine, faxes_list),
          paging::make_list_source(engine, fax_media_list))
    , laml_bins(paging::make_list_source(engine, laml_bins_list))
    , messages(
          paging::make_list_source(engine, messages_list),
          paging::make_list_source(engine, message_media_list))
    , phone_numbers(paging::make_list_source(engine, phone_numbers_list))
    , queues(
          paging::make_list_source(engine, queues_list),
          paging::make_list_source(engine, queue_members_list))
    , recordings(paging::make_list_source(engine, recordings_list))
    // Tokens have no list; any source of the account sends their operations.
    , tokens(paging::make_list_source(engine, accounts_list))
    , transcriptions(paging::make_list_source(engine, transcriptions_list))
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
