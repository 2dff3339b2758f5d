#pragma once

#include "paging/countdown.hpp"
#include "paging/generator_base.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// Delivers the pages of a listing one by one, whole ones only.
template <class Page>
class page_generator final : public generator_base<Page>
{
public:
    explicit page_generator(listing const& what)
        : generator_base<Page>(what.engine)
        , left_(what.options.limit())
        , source_(std::make_shared<page_source<Page>>(what, fetch_limits(what, true)))
        , target_(what.first_target.value_or(""))
        , at_end_(!what.first_target)
    {
        std::optional<cursor> const& place = what.options.resume_from();
        if (place && place->delivered() != 0)
            throw std::invalid_argument(
                "cursor: it stands inside a page; resume a stream of items");
        if (place)
        {
            last_id_ = place->last_id();
            moment_ = place->moment();
        }
    }

    [[nodiscard]] cursor position() const override
    {
        return cursor(source_->about().fingerprint, target_, 0, last_id_, at_end_, moment_);
    }

    void stop() noexcept override
    {
        source_->stop();
    }

private:
    using traits = page_traits<Page>;

    boost::asio::awaitable<Page*> wait_for_next() override
    {
        if (left_.over())
            co_return nullptr;
        std::optional<fetched_page<Page>> fetched = co_await source_->take();
        if (!fetched)
        {
            at_end_ = true;
            co_return nullptr;
        }
        if (fetched->failure)
            std::rethrow_exception(fetched->failure);
        left_.count();
        at_end_ = !fetched->next_target;
        target_ = fetched->next_target.value_or("");
        if (auto const& items = traits::items(fetched->page); !items.empty())
        {
            last_id_ = traits::id(items.back());
            moment_ = traits::moment(items.back());
        }
        page_ = std::move(fetched->page);
        co_return &page_;
    }

    Page* next_at_hand() override
    {
        return nullptr;
    }

    countdown left_;
    std::shared_ptr<page_source<Page>> source_;
    /// The page to deliver.
    Page page_;
    std::string target_;
    /// The last item delivered: a stream of items that resumes here may need it.
    std::string last_id_;
    std::optional<std::chrono::sys_seconds> moment_;
    bool at_end_;
};

} // namespace signalwire::paging
