#include "paging/countdown.hpp"
#include "paging/generator.hpp"
#include "paging/page_source.hpp"
#include "paging/sharded_listing.hpp"
#include "paging/streams.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

namespace
{

/// Delivers the pages of a listing one by one, whole ones only.
class page_generator final : public generator
{
public:
    explicit page_generator(listing const& what)
        : generator(what)
        , left_(what.options.limit())
        , source_(std::make_shared<page_source>(what, fetch_limits(what, true)))
        , target_(what.first_target.value_or(""))
        , at_end_(!what.first_target)
    {
        std::optional<cursor> const& place = what.options.resume_from();
        if (!place)
            return;
        detail::cursor_position const& position = detail::cursor_access::get(*place);
        if (position.page_offset != 0)
            throw std::invalid_argument("cursor: the position is inside a page, use stream()");
        last_id_ = position.last_id;
        moment_ = position.anchor_time;
    }

    [[nodiscard]] cursor position() const override
    {
        return detail::cursor_access::make(
            source_->about().fingerprint, target_, 0, last_id_, at_end_, moment_);
    }

    void stop() noexcept override
    {
        source_->stop();
    }

private:
    boost::asio::awaitable<waited> wait_for_next() override
    {
        if (left_.over())
            co_return waited();
        page_source::taken came = co_await source_->take();
        if (came.failure)
            co_return waited(std::move(came.failure));
        if (!came.page)
        {
            at_end_ = true;
            co_return waited();
        }
        if (came.page->failure)
            co_return waited(std::move(came.page->failure));
        left_.count();
        at_end_ = !came.page->next_target;
        target_ = came.page->next_target.value_or("");
        page_ = std::move(came.page->page);
        if (!page_.empty())
        {
            item_ref const last = page_[page_.size() - 1];
            last_id_ = last.id();
            moment_ = last.created();
        }
        co_return waited(page_.address());
    }

    void* next_available() override
    {
        return nullptr;
    }

    countdown left_;
    std::shared_ptr<page_source> source_;
    /// The page to deliver.
    any_page page_;
    std::string target_;
    /// The last item delivered: a stream of items that resumes here may need it.
    std::string last_id_;
    std::optional<std::chrono::sys_seconds> moment_;
    bool at_end_;
};

} // namespace

std::shared_ptr<detail::item_source> make_page_stream(listing const& what)
{
    if (wants_windows(what.options))
    {
        throw std::invalid_argument("stream_options: shards and partitions require stream()");
    }
    return std::make_shared<page_generator>(what);
}

} // namespace signalwire::paging
