// A resource that the API does not have, added as doc/adding-a-resource.md says: lists, streams,
// watches, cursors and writes work for it, against a server that is scripted.

#include "client/engine.hpp"
#include "paging/list_type.hpp"
#include "parcels_resource.hpp"

#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/server.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <cstdio>
#include <exception>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::sandbox::mock_response;

namespace signalwire::compat
{
extern paging::list_type const parcels_list;
}

namespace
{

void require(bool holds, char const* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

std::string const parcel = R"({"sid":"PA1","weight":"1.50","sender":null,)"
                           R"("date_created":"Wed, 19 Sep 2018 20:00:00 +0000"})";

std::string page_of(std::string const& items, std::string const& next)
{
    return R"({"uri":"/u","first_page_uri":"/f","next_page_uri":)" + next
        + R"(,"previous_page_uri":null,"page":0,"page_size":50,"parcels":[)" + items + "]}";
}

asio::awaitable<void> use(
    compat::parcels_resource const& parcels, signalwire::sandbox::server& server)
{
    std::string second = parcel;
    second.replace(second.find("PA1"), 3, "PA2");
    server.enqueue(mock_response(
        200,
        page_of(
            parcel,
            R"("/api/laml/2010-04-01/Accounts/)" + server.project()
                + R"(/Parcels?Page=1&PageToken=PAx")")));
    server.enqueue(mock_response(200, page_of(second, "null")));
    auto stream = parcels.stream(compat::parcel_filter().sender("me"));
    std::optional<compat::parcel> const first = co_await stream.next();
    require(first && to_json(*first) == parcel, "the first item is written back as it came");
    require(first->weight == signalwire::decimal("1.5"), "a quoted number is one");
    require((co_await stream.next())->sid == "PA2", "the next page follows");
    require(!co_await stream.next(), "the list ends");
    require(stream.cursor().at_end(), "the cursor says so");

    server.enqueue(mock_response(201, parcel));
    compat::parcel const made = co_await parcels.create(compat::new_parcel().to("you"));
    require(made == *first, "create returns the parcel");
    server.enqueue(mock_response(200, parcel));
    require((co_await parcels.get("PA1")).has_member("sender"), "get returns it, too");
    server.enqueue(mock_response(204, ""));
    co_await parcels.remove("PA1");
    static_cast<void>(parcels.watch(compat::parcel_filter(), std::chrono::seconds(1)));
}

void run()
{
    asio::io_context server_context;
    signalwire::sandbox::server server(
        server_context.get_executor(), signalwire::sandbox::server_options());
    std::jthread const serving([&] { server_context.run(); });
    asio::io_context context;
    signalwire::client_config config = server.client_config();
    config.decoding = signalwire::decoding_mode::strict;
    std::future<void> done;
    {
        auto const engine =
            std::make_shared<signalwire::client::engine>(context.get_executor(), config);
        compat::parcels_resource const parcels(
            signalwire::paging::make_list_source(engine, compat::parcels_list));
        done = asio::co_spawn(context, use(parcels, server), asio::use_future);
        context.run();
    }
    server.stop();
    done.get();
}

} // namespace

int main()
try
{
    run();
    std::puts("parcels: listed, made, fetched, removed");
    return 0;
}
catch (std::exception const& e)
{
    std::fprintf(stderr, "failed: %s\n", e.what());
    return 1;
}
