#include "paging/item_reader.hpp"

#include "client/engine.hpp"
#include "paging/page_error.hpp"

#include <signalwire/errc.hpp>

#include <utility>

namespace signalwire::paging
{

item_reader::item_reader(
    listing const& what, paging::position from, fetch_limits const& limits,
    std::function<void()> on_completion)
    : source_(std::make_shared<page_source>(what, limits, std::move(on_completion)))
    , target_(what.first_target.value_or(""))
    , position_(std::move(from))
    , at_end_(!what.first_target)
{
}

void item_reader::advance()
{
    item_ref const item = *next_;
    ++next_;
    ++position_.page_offset;
    position_.last_id = item.id();
    position_.anchor_time = item.created();
}

error_ptr item_reader::finish_page()
{
    if (!page_)
        return nullptr;
    fetched_page const done = *std::move(page_);
    set_page(std::nullopt);
    if (done.failure)
    {
        no_complete_page_yet_ = true;
        return done.failure;
    }
    if (!done.next_target || start_mode_ == start_mode::search_by_id)
        return nullptr;
    target_ = *done.next_target;
    position_.page_offset = 0;
    start_mode_ = start_mode::first_item;
    return nullptr;
}

error_ptr item_reader::begin_page(std::optional<fetched_page> page)
{
    if (!page)
        return reach_end();
    if (try_search(*page))
        return nullptr;
    set_page(std::move(page));
    if (start_mode_ == start_mode::first_item && position_.page_offset > 0)
        start_mode_ = start_mode::saved_page;
    no_complete_page_yet_ = no_complete_page_yet_ && page_->failure;
    if (start_mode_ != start_mode::first_item)
        find_position();
    return nullptr;
}

void item_reader::set_page(std::optional<fetched_page> page)
{
    page_ = std::move(page);
    next_ = page_ ? page_->page.begin() : any_page::iterator();
    end_ = page_ ? page_->page.end() : any_page::iterator();
}

void item_reader::find_position()
{
    any_page const& items = page_->page;
    page_context context;
    context.is_other_page = start_mode_ == start_mode::search_by_id;
    context.is_complete = !page_->failure;
    context.is_last = context.is_complete && !page_->next_target;
    if (start_mode_ == start_mode::saved_page)
        order_ = order_check();
    if (context.is_complete)
    {
        for (item_ref const each : items)
            order_.observe(each.created());
    }
    context.newest_first = is_newest_first();
    std::optional<std::size_t> found = find_resume_index(items, position_, context);
    if (found && is_unproven())
    {
        if (context.is_complete)
            return search_everywhere();
        found.reset();
    }
    next_ = found ? items.begin() + *found : end_;
    if (found)
    {
        narrowed_ = false;
        target_ = page_->target;
        position_.page_offset = *found;
        start_mode_ = start_mode::first_item;
    }
    else if (context.is_complete)
        start_mode_ = start_mode::search_by_id;
}

error_ptr item_reader::reach_end()
{
    if (start_mode_ == start_mode::search_by_id)
    {
        if (is_unproven())
        {
            search_everywhere();
            return nullptr;
        }
        if (!position_.anchor_time || !is_newest_first())
            return resume_position_lost_error(position_.last_id, target_);
    }
    at_end_ = true;
    return nullptr;
}

/// Starts a search if the token of the first page has expired: in a separate listing that begins a
/// little before the position.
bool item_reader::try_search(fetched_page const& page)
{
    bool const is_expired = page.failure && page.failure->code() == api_errc::invalid_page_token;
    if (!no_complete_page_yet_ || !is_expired || position_.last_id.empty())
        return false;
    no_complete_page_yet_ = false;
    search(position_.anchor_time);
    return true;
}

bool item_reader::is_newest_first() const noexcept
{
    return source_->get_listing().type->order == list_order::newest_first && order_.is_plausible();
}

/// A narrowed search is correct only if the listing runs from the newest item to the oldest: in any
/// other order it may lack items after the position.
bool item_reader::is_unproven() const noexcept
{
    return narrowed_ && !order_.is_proven();
}

void item_reader::search_everywhere()
{
    set_page(std::nullopt);
    search(std::nullopt);
}

/// Searches a listing that begins a little before `from`, or with the first item.
void item_reader::search(std::optional<std::chrono::sys_seconds> const& from)
{
    start_mode_ = start_mode::search_by_id;
    order_ = order_check();
    listing const& whole = source_->get_listing();
    detail::query query = whole.query;
    query.erase("Page");
    query.erase("PageToken");
    narrowed_ = from && skip_newer_than(query, whole.type->times, *from);
    source_->restart(whole.engine->endpoint().target(whole.path, query));
}

} // namespace signalwire::paging
