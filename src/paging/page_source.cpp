#include "paging/page_source.hpp"

#include "client/engine.hpp"
#include "client/running_request.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>

#include <utility>

namespace signalwire::paging
{

namespace asio = boost::asio;

fetch_limits make_fetch_limits(listing const& what, bool counts_pages)
{
    fetch_limits out;
    out.pages = what.options.prefetch_pages();
    out.bytes = what.options.max_buffered_bytes();
    out.max_items = what.options.limit();
    // Items of the first page that were delivered earlier are received again.
    if (out.max_items && what.options.resume_from())
        *out.max_items += detail::cursor_access::get(*what.options.resume_from()).page_offset;
    out.counts_pages = counts_pages;
    // On a single connection, an early request would only wait, while its deadline approaches.
    out.fetch_while_receiving = what.engine->is_concurrent();
    out.strict = what.engine->decoding() == decoding_mode::strict;
    return out;
}

void* page_response_model::start()
{
    keep_longer();
    page_ = any_page(type_);
    type_.reserve(page_.address(), size_);
    next_reported_ = false;
    return page_.address();
}

void page_response_model::on_input_drained()
{
    if (next_reported_ || !on_next_known_ || !page_ || !names_page(page_.head().next_page_uri))
        return;
    next_reported_ = true;
    on_next_known_(page_.head());
}

fetched_page page_response_model::take(client::fetch_result const& result)
{
    fetched_page out;
    if (!result)
    {
        out.failure = result.error();
        keep_longer();
        out.page = std::move(longest_);
        return out;
    }
    out.page = std::move(page_);
    out.page.normalize_links();
    out.page.head().timeline = result->times;
    out.bytes = result->body_bytes;
    return out;
}

void page_response_model::keep_longer() noexcept
{
    if (page_.size() > longest_.size())
        std::swap(longest_, page_);
}

page_source::page_source(
    listing what, fetch_limits const& limits, std::function<void()> on_completion)
    : listing_(std::move(what))
    , queue_(listing_.first_target, limits)
    , on_completion_(std::move(on_completion))
{
}

asio::awaitable<page_source::taken> page_source::take()
{
    for (;;)
    {
        poll_result result = poll();
        start(result.next);
        if (result.now.page || result.now.at_end || result.now.failure)
            co_return std::move(result.now);
        auto const [aborted] = co_await result.changed->async_wait(asio::as_tuple(asio::deferred));
        if (aborted)
        {
            cancel_fetches();
            taken cancelled;
            cancelled.failure = error::cancelled();
            co_return cancelled;
        }
    }
}

page_source::taken page_source::try_take()
{
    taken now;
    std::lock_guard const lock(mutex_);
    now.page = queue_.take();
    now.at_end = !now.page && queue_.at_end();
    return now;
}

void page_source::inspect(std::function<void(fetched_page const&)> const& visit)
{
    std::lock_guard const lock(mutex_);
    if (fetched_page const* const page = queue_.front())
        visit(*page);
}

void page_source::start_fetching(bool waiting)
{
    fetch_start next;
    {
        std::lock_guard const lock(mutex_);
        next = next_fetch(waiting);
    }
    start(next);
}

void page_source::restart(std::string const& target)
{
    cancel_fetches();
    std::lock_guard const lock(mutex_);
    queue_.restart(target);
}

void page_source::cancel_fetches() noexcept
{
    operations obsolete;
    {
        std::lock_guard const lock(mutex_);
        queue_.cancel_fetches();
        changed_.reset();
        obsolete.swap(running_);
    }
    for (auto const& [id, op] : obsolete)
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
    cancel_fetches();
    if (changed)
        changed->notify();
}

page_source::poll_result page_source::poll()
{
    poll_result out;
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
        out.next = next_fetch(changed_ != nullptr);
    return out;
}

/// Precondition: the lock is held.
page_source::fetch_start page_source::next_fetch(bool waiting)
{
    fetch_start next;
    if (stopped_)
        return next;
    if (auto const wanted = queue_.next_fetch(waiting))
    {
        next.id = wanted->id;
        next.target = wanted->target;
        next.size = page_size_;
        next.op = listing_.engine->make_operation(listing_.options.request());
        running_.emplace(next.id, next.op);
    }
    return next;
}

/// Fetches one page for its source.
class page_source::page_fetch final : public client::running_request
{
public:
    page_fetch(std::shared_ptr<page_source> owner, fetch_start const& what)
        : running_request(
              owner->listing_.engine, what.op, make_request(owner->listing_, what.target),
              owner->listing_.options.request())
        , owner_(std::move(owner))
        , id_(what.id)
        , target_(what.target)
        , page_(*owner_->listing_.type, what.size, [this](compat::page_head const& head) {
            owner_->parse_link(link_, head, target_);
            owner_->on_next_known(id_, head, *link_);
        })
    {
    }

private:
    static client::request make_request(listing const& source, std::string const& target)
    {
        client::request out(source.type->get_page, target);
        out.of_stream = source.ends;
        return out;
    }

    client::response_target target() override
    {
        return page_;
    }

    void on_end(client::fetch_result result) override
    {
        fetched_page out = page_.take(result);
        if (!out.failure && out.page.head().next_page_uri)
        {
            owner_->parse_link(link_, out.page.head(), target_);
            out.next = std::move(link_);
        }
        out.target = std::move(target_);
        end_operation();
        owner_->on_completion(id_, std::move(out));
    }

    std::shared_ptr<page_source> owner_;
    ticket id_;
    std::string target_;
    std::optional<next_page> link_;
    page_response_model page_;
};

void page_source::start(fetch_start const& next)
{
    if (next.op)
        std::make_shared<page_fetch>(shared_from_this(), next)->start();
}

void page_source::on_next_known(ticket id, compat::page_head const& head, next_page const& link)
{
    fetch_start next;
    {
        std::lock_guard const lock(mutex_);
        if (!running_.contains(id))
            return;
        queue_.on_next_known(id, head, link);
        next = next_fetch(changed_ != nullptr);
    }
    start(next);
}

void page_source::on_completion(ticket id, fetched_page&& page)
{
    fetch_start next;
    operations obsolete;
    std::vector<std::string_view> deviations;
    std::shared_ptr<async::notification> changed;
    {
        std::lock_guard const lock(mutex_);
        // A cancelled request must not start another one.
        if (running_.erase(id) == 0)
            return;
        if (!page.failure)
            page_size_ = page.page.size();
        obsolete = remove(queue_.on_page(id, std::move(page)));
        deviations = queue_.take_deviations();
        next = next_fetch(changed_ != nullptr);
        changed.swap(changed_);
    }
    for (auto const& [each, op] : obsolete)
        op->cancel();
    start(next);
    for (std::string_view const each : deviations)
        listing_.engine->count_deviation(each);
    if (changed)
        changed->notify();
    if (on_completion_)
        on_completion_();
}

/// Sets `link` to the link in `head` unless it already is: a page is parsed once.
void page_source::parse_link(
    std::optional<next_page>& link, compat::page_head const& head, std::string const& target) const
{
    std::string const& uri = *head.next_page_uri;
    if (link && link->uri == uri)
        return;
    link.emplace(uri, listing_.engine->endpoint().page_target(uri, listing_.path, target));
}

/// Precondition: the lock is held. Returns the operations of obsolete requests.
page_source::operations page_source::remove(std::vector<ticket> const& ids)
{
    operations removed;
    for (ticket const id : ids)
        removed.insert(running_.extract(id));
    return removed;
}

} // namespace signalwire::paging
