#include "paging/page_source.hpp"

#include "client/engine.hpp"
#include "paging/page_document.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/deferred.hpp>

#include <utility>

namespace signalwire::paging
{

namespace asio = boost::asio;

page_source::page_source(listing what, fetch_limits const& limits, std::function<void()> on_arrival)
    : listing_(std::move(what))
    , queue_(listing_.first_target, limits)
    , on_arrival_(std::move(on_arrival))
{
}

asio::awaitable<page_source::taken> page_source::take()
{
    for (;;)
    {
        turn next = next_turn();
        start(next.next);
        if (next.now.page || next.now.at_end || next.now.failure)
            co_return std::move(next.now);
        auto const [aborted] = co_await next.changed->async_wait(asio::as_tuple(asio::deferred));
        if (aborted)
        {
            give_up();
            taken cancelled;
            cancelled.failure = error::cancelled();
            co_return cancelled;
        }
    }
}

page_source::taken page_source::take_received()
{
    taken now;
    std::lock_guard const lock(mutex_);
    now.page = queue_.take();
    now.at_end = !now.page && queue_.at_end();
    return now;
}

void page_source::inspect(std::function<void(fetched_page const&)> const& look)
{
    std::lock_guard const lock(mutex_);
    if (fetched_page const* const page = queue_.front())
        look(*page);
}

void page_source::begin(bool waiting)
{
    order next;
    {
        std::lock_guard const lock(mutex_);
        next = next_order(waiting);
    }
    start(next);
}

void page_source::restart(std::string const& target)
{
    give_up();
    std::lock_guard const lock(mutex_);
    queue_.restart(target);
}

void page_source::give_up() noexcept
{
    operations obsolete;
    {
        std::lock_guard const lock(mutex_);
        queue_.give_up();
        changed_.reset();
        obsolete.swap(running_);
    }
    for (auto const& [name, op] : obsolete)
        op->cancel();
}

void page_source::stop() noexcept
{
    std::shared_ptr<async::notification> changed;
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
        changed.swap(changed_);
    }
    give_up();
    if (changed)
        changed->notify();
}

page_source::turn page_source::next_turn()
{
    turn out;
    std::lock_guard const lock(mutex_);
    if (stopped_)
    {
        out.now.failure = error::cancelled();
        return out;
    }
    out.now.page = queue_.take();
    out.now.at_end = !out.now.page && queue_.at_end();
    if (!out.now.page && !out.now.at_end)
        out.changed = changed_ = std::make_shared<async::notification>(listing_.engine->executor());
    if (!out.now.page || !out.now.page->failure)
        out.next = next_order(changed_ != nullptr);
    return out;
}

/// Under the lock.
page_source::order page_source::next_order(bool waiting)
{
    order next;
    if (stopped_)
        return next;
    if (auto const wanted = queue_.next_order(waiting))
    {
        next.name = wanted->name;
        next.target = wanted->target;
        next.size = page_size_;
        next.op = listing_.engine->make_operation(listing_.options.request());
        running_.emplace(next.name, next.op);
    }
    return next;
}

void page_source::start(order const& next)
{
    if (!next.op)
        return;
    auto on_end = [self = shared_from_this(), name = next.name](fetched_page page) {
        self->on_arrival(name, std::move(page));
    };
    listing_.engine->spawn_operation(
        next.op, fetch(shared_from_this(), next),
        asio::bind_executor(next.op->executor(), std::move(on_end)));
}

asio::awaitable<fetched_page> page_source::fetch(std::shared_ptr<page_source> self, order what)
{
    fetched_page out;
    listing const& about = self->listing_;
    page_document document(*about.type, what.size, [&self, &what](compat::page_head const& head) {
        self->on_next_known(what, head);
    });
    client::request request(client::get_page, what.target);
    request.of_stream = about.ends;
    client::fetch_result const report = co_await about.engine->send(
        *what.op, std::move(request), about.options.request(), document);
    if (report)
    {
        out.page = document.take();
        out.page.head().timeline = report->times;
        out.bytes = report->body_bytes;
    }
    else
    {
        out.failure = report.error();
        out.page = document.take_longest();
    }
    out.target = std::move(what.target);
    co_return std::move(out);
}

void page_source::on_next_known(order const& arriving, compat::page_head const& head)
{
    std::optional<client::page_link> const link = next_link(head, arriving.target);
    order next;
    {
        std::lock_guard const lock(mutex_);
        if (!running_.contains(arriving.name))
            return;
        queue_.announce(arriving.name, head, *link);
        next = next_order(changed_ != nullptr);
    }
    start(next);
}

void page_source::on_arrival(ticket name, fetched_page&& page)
{
    std::optional<client::page_link> link;
    if (!page.failure)
        link = next_link(page.page.head(), page.target);
    order next;
    operations obsolete;
    std::vector<std::string_view> deviations;
    std::shared_ptr<async::notification> changed;
    {
        std::lock_guard const lock(mutex_);
        // A request that was given up must not start another one when it ends.
        if (running_.erase(name) == 0)
            return;
        if (!page.failure)
            page_size_ = page.page.size();
        obsolete = remove(queue_.arrive(name, std::move(page), std::move(link)));
        deviations = queue_.take_deviations();
        next = next_order(changed_ != nullptr);
        changed.swap(changed_);
    }
    for (auto const& [each, op] : obsolete)
        op->cancel();
    start(next);
    for (std::string_view const each : deviations)
        listing_.engine->count_deviation(each);
    if (changed)
        changed->notify();
    if (on_arrival_)
        on_arrival_();
}

std::optional<client::page_link> page_source::next_link(
    compat::page_head const& head, std::string const& target) const
{
    if (!names_page(head.next_page_uri))
        return std::nullopt;
    return listing_.engine->endpoint().page_target(*head.next_page_uri, listing_.path, target);
}

/// Under the lock: the operations of requests that are obsolete.
page_source::operations page_source::remove(std::vector<ticket> const& names)
{
    operations removed;
    for (ticket const name : names)
        removed.insert(running_.extract(name));
    return removed;
}

} // namespace signalwire::paging
