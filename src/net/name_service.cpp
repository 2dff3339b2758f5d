#include "net/name_service.hpp"

#include "async/notification.hpp"
#include "core/clock.hpp"
#include "net/address_plan.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ip/address.hpp>

#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace
{

constexpr std::chrono::seconds time_to_live{30};

} // namespace

/// A question to the name service, for any number of operations; once answered, the memory of it.
/// The answer may come when nobody waits any more, even when the client is gone.
class name_service::question : public std::enable_shared_from_this<question>
{
public:
    explicit question(asio::any_io_executor const& executor)
        : resolver_(executor)
    {
    }

    void ask(origin const& target)
    {
        resolver_.async_resolve(
            target.host, std::to_string(target.port), tcp::resolver::numeric_service,
            [self =
                 shared_from_this()](error_code code, tcp::resolver::results_type const& answers) {
                self->take_answer(code, answers);
            });
    }

    /// Notified when there is an answer.
    std::shared_ptr<async::notification> answered(async::operation::executor_type const& executor)
    {
        auto notice = std::make_shared<async::notification>(executor);
        std::lock_guard const lock(mutex_);
        if (answered_)
            notice->notify();
        else
            waiting_.push_back(notice);
        return notice;
    }

    bool has_answer()
    {
        std::lock_guard const lock(mutex_);
        return answered_;
    }

    /// Whether the answer, if there is one, can serve another operation.
    bool is_fresh()
    {
        std::lock_guard const lock(mutex_);
        return !answered_ || (!code_ && core::clock::now() < expires_);
    }

    // What follows does not change any more once there is an answer.

    [[nodiscard]] error_code const& code() const noexcept
    {
        return code_;
    }

    [[nodiscard]] endpoints const& addresses() const noexcept
    {
        return addresses_;
    }

private:
    void take_answer(error_code code, tcp::resolver::results_type const& answers)
    {
        endpoints found;
        for (auto const& answer : answers)
            found.push_back(answer.endpoint());
        std::vector<std::shared_ptr<async::notification>> waiting;
        {
            std::lock_guard const lock(mutex_);
            code_ = code;
            addresses_ = interleave_families(found);
            expires_ = core::clock::now() + time_to_live;
            answered_ = true;
            waiting.swap(waiting_);
        }
        for (std::shared_ptr<async::notification> const& waiter : waiting)
            waiter->notify();
    }

    tcp::resolver resolver_;
    std::mutex mutex_;
    bool answered_ = false;
    error_code code_;
    endpoints addresses_;
    core::clock::time_point expires_{};
    std::vector<std::shared_ptr<async::notification>> waiting_;
};

name_service::name_service(asio::any_io_executor executor, origin target)
    : executor_(std::move(executor))
    , target_(std::move(target))
{
}

name_service::~name_service() = default;

asio::awaitable<core::result<name_service::endpoints>> name_service::resolve(
    async::operation& op, std::chrono::milliseconds limit)
{
    if (target_.host_is_address)
        co_return endpoints{tcp::endpoint(asio::ip::make_address(target_.host), target_.port)};

    std::shared_ptr<question> const asked = current_question();
    if (!asked->has_answer())
    {
        op.expect(phase::resolve, limit);
        std::shared_ptr<async::notification> const answered = asked->answered(op.executor());
        co_await answered->async_wait(asio::as_tuple(asio::deferred));
        if (op.stopped())
            co_return op.stop_failure();
    }
    if (asked->code())
    {
        co_return core::failure(
            core::failure_kind::transport, phase::resolve, asked->code(),
            "cannot resolve host " + target_.host + ": " + asked->code().message());
    }
    co_return asked->addresses();
}

std::shared_ptr<name_service::question> name_service::current_question()
{
    std::lock_guard const lock(mutex_);
    if (!last_ || !last_->is_fresh())
    {
        // The first question of all starts a thread of Asio's, which may fail.
        auto next = std::make_shared<question>(executor_);
        next->ask(target_);
        last_ = std::move(next);
    }
    return last_;
}

void name_service::forget()
{
    std::lock_guard const lock(mutex_);
    // A question that is still open asks anew anyhow.
    if (last_ && last_->has_answer())
        last_ = nullptr;
}

} // namespace signalwire::net
