#include "net/name_service.hpp"

#include "net/address_plan.hpp"
#include "net/notification.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace
{

/// A question to the name service. Its answer may come after nobody waits for it any more.
struct question
{
    explicit question(asio::any_io_executor const& executor)
        : resolver(executor)
        , answered(std::make_shared<notification>(executor))
    {
    }

    tcp::resolver resolver;
    std::shared_ptr<notification> answered;
    error_code code;
    tcp::resolver::results_type answers;
};

std::shared_ptr<question> ask(asio::any_io_executor const& executor, origin const& target)
{
    auto const asked = std::make_shared<question>(executor);
    asked->resolver.async_resolve(
        target.host, std::to_string(target.port), tcp::resolver::numeric_service,
        [asked](error_code code, tcp::resolver::results_type answers) {
            asked->code = code;
            asked->answers = std::move(answers);
            asked->answered->notify();
        });
    return asked;
}

} // namespace

asio::awaitable<boost::system::result<name_service::endpoints, failure>> name_service::resolve(
    operation& op, origin const& target, std::chrono::milliseconds limit)
{
    if (target.host_is_address)
        co_return endpoints{tcp::endpoint(asio::ip::make_address(target.host), target.port)};
    if (endpoints known = fresh_answer(); !known.empty())
        co_return known;

    op.expect(phase::resolve, limit);
    std::shared_ptr<question> const asked = ask(executor_, target);
    auto const [aborted] =
        co_await asked->answered->async_wait(asio::as_tuple(asio::use_awaitable));
    if (aborted || op.stopped())
        co_return op.stop_failure();
    if (asked->code)
    {
        co_return failure(
            failure_kind::transport, phase::resolve, asked->code,
            "the name " + target.host + " could not be resolved: " + asked->code.message());
    }
    endpoints found;
    for (auto const& answer : asked->answers)
        found.push_back(answer.endpoint());
    found = interleave_families(found);
    std::lock_guard const lock(mutex_);
    answer_ = found;
    expires_ = clock::now() + time_to_live;
    co_return found;
}

void name_service::forget()
{
    std::lock_guard const lock(mutex_);
    expires_ = clock::time_point();
}

name_service::endpoints name_service::fresh_answer() const
{
    std::lock_guard const lock(mutex_);
    return clock::now() < expires_ ? answer_ : endpoints();
}

} // namespace signalwire::net
