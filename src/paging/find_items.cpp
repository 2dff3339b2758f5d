#include <signalwire/detail/find_items.hpp>
#include <signalwire/detail/mapped_handler.hpp>
#include <signalwire/stream_options.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace signalwire::detail
{

namespace
{

using handler_type = list_source::model_handler;

class item_search_run : public std::enable_shared_from_this<item_search_run>
{
public:
    item_search_run(
        std::shared_ptr<item_source> stream, item_search const& what, vector_type const& type)
        : stream_(std::move(stream))
        , is_match_(what.is_match)
        , type_(type)
        , found_(type.create())
    {
    }

    void wait(handler_type handler)
    {
        auto const on_items =
            [self = shared_from_this()](handler_type target, error_ptr why, bool is_available) {
                self->on_items(std::move(target), std::move(why), is_available);
            };
        stream_->async_wait(mapped_handler(std::move(handler), on_items));
    }

private:
    void on_items(handler_type handler, error_ptr why, bool is_available)
    {
        if (!is_available)
        {
            stream_->stop();
            return std::move(handler)(std::move(why), std::move(found_));
        }
        while (void* const item = stream_->try_next())
        {
            if (!is_match_(item))
                continue;
            type_.append(found_.get(), item);
            if (++count_ == max_found_items)
            {
                stream_->stop();
                return std::move(handler)(nullptr, std::move(found_));
            }
        }
        wait(std::move(handler));
    }

    std::shared_ptr<item_source> stream_;
    std::function<bool(void const* item)> is_match_;
    vector_type const& type_;
    any_ptr found_;
    std::size_t count_ = 0;
};

} // namespace

void find_items(
    list_source& source, item_search const& what, request_options const& options,
    vector_type const& items, handler_type handler)
{
    std::make_shared<item_search_run>(
        source.stream(what.selection, stream_options().request(options)), what, items)
        ->wait(std::move(handler));
}

} // namespace signalwire::detail
