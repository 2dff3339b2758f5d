#include "paging/item_reader.hpp"

#include "client/engine.hpp"
#include "paging/page_error.hpp"

#include <signalwire/errc.hpp>

#include <utility>

namespace signalwire::paging
{

item_walk::item_walk(
    listing const& what, paging::place from, fetch_limits const& limits,
    std::function<void()> on_arrival)
    : source_(std::make_shared<page_source>(what, limits, std::move(on_arrival)))
    , target_(what.first_target.value_or(""))
    , place_(std::move(from))
    , at_end_(!what.first_target)
{
}

std::optional<item_ref> item_walk::available() const noexcept
{
    if (!page_ || index_ >= page_->page.size())
        return std::nullopt;
    return page_->page[index_];
}

void item_walk::pass()
{
    item_ref const passed = page_->page[index_];
    ++index_;
    ++place_.delivered;
    place_.last_id = passed.id();
    place_.moment = passed.created();
}

error_ptr item_walk::leave_page()
{
    if (!page_)
        return nullptr;
    fetched_page const done = *std::exchange(page_, std::nullopt);
    if (done.failure)
    {
        begins_ = true;
        return done.failure;
    }
    if (!done.next_target || approach_ == approach::search)
        return nullptr;
    target_ = *done.next_target;
    place_.delivered = 0;
    approach_ = approach::straight;
    return nullptr;
}

error_ptr item_walk::enter_page(std::optional<fetched_page> page)
{
    if (!page)
        return reach_end();
    if (falls_back(*page))
        return nullptr;
    page_ = std::move(*page);
    if (approach_ == approach::straight && place_.delivered > 0)
        approach_ = approach::return_to_page;
    index_ = 0;
    begins_ = begins_ && page_->failure;
    if (approach_ != approach::straight)
        find();
    return nullptr;
}

void item_walk::find()
{
    any_page const& items = page_->page;
    page_view view;
    view.moved = approach_ == approach::search;
    view.whole = !page_->failure;
    view.last = view.whole && !page_->next_target;
    if (approach_ == approach::return_to_page)
        order_ = order_check();
    if (view.whole)
    {
        for (item_ref const each : items)
            order_.meet(each.created());
    }
    view.newest_first = is_newest_first();
    std::optional<std::size_t> found = find_place(items, place_, view);
    if (found && is_in_doubt())
    {
        if (view.whole)
            return search_everywhere();
        found.reset();
    }
    index_ = found.value_or(items.size());
    if (found)
    {
        narrowed_ = false;
        target_ = page_->target;
        place_.delivered = index_;
        approach_ = approach::straight;
    }
    else if (view.whole)
        approach_ = approach::search;
}

error_ptr item_walk::reach_end()
{
    if (approach_ == approach::search)
    {
        if (is_in_doubt())
        {
            search_everywhere();
            return nullptr;
        }
        if (!place_.moment || !is_newest_first())
            return lost_place(place_.last_id, target_);
    }
    at_end_ = true;
    return nullptr;
}

/// When the token of the first page has expired, the position is searched in a separate listing
/// that begins a little before it.
bool item_walk::falls_back(fetched_page const& page)
{
    bool const is_expired = page.failure && page.failure->code() == api_errc::invalid_page_token;
    if (!begins_ || !is_expired || place_.last_id.empty())
        return false;
    begins_ = false;
    search(place_.moment);
    return true;
}

bool item_walk::is_newest_first() const noexcept
{
    return source_->about().type->order == list_order::newest_first && order_.is_plausible();
}

/// A narrowed search is right only if the listing runs from the newest item to the oldest: in any
/// other order it may lack what follows the position.
bool item_walk::is_in_doubt() const noexcept
{
    return narrowed_ && !order_.is_proven();
}

void item_walk::search_everywhere()
{
    page_.reset();
    search(std::nullopt);
}

/// Searches a listing that begins a little before `moment`, or with everything.
void item_walk::search(std::optional<std::chrono::sys_seconds> const& moment)
{
    approach_ = approach::search;
    order_ = order_check();
    listing const& about = source_->about();
    detail::query selection = about.query;
    selection.erase("Page");
    selection.erase("PageToken");
    narrowed_ = moment && begin_before(selection, about.type->times, *moment);
    source_->restart(about.engine->endpoint().target(about.path, selection));
}

} // namespace signalwire::paging
