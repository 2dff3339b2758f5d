#pragma once

#include <signalwire/detail/any_ptr.hpp>
#include <signalwire/detail/item_source.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/detail/mapped_handler.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// What starts the public operations: the one place where their results get their types.
namespace signalwire::detail
{

/// Holds the implementation that an operation runs on. Adapters such as `cancel_after` take the
/// executor from here.
template <class Source>
class initiation
{
public:
    using executor_type = boost::asio::any_io_executor;

    explicit initiation(std::shared_ptr<Source> source) noexcept
        : source_(std::move(source))
    {
    }

    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return source_->get_executor();
    }

protected:
    std::shared_ptr<Source> source_;
};

/// Calls the handler with a model that it moves out of `result`.
template <class Result, class Model>
struct deliver_model
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why, any_ptr result) const
    {
        if (why)
            return std::move(handler)(why->exception(), Result());
        if (!result)
            return std::move(handler)(nullptr, Result());
        std::move(handler)(nullptr, Result(std::move(*static_cast<Model*>(result.get()))));
    }
};

template <class Page>
class initiate_list : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, query const& selection, request_options const& options) const
    {
        source_->list(
            selection, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<Page, Page>()));
    }
};

template <class Page>
class initiate_page_at : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, std::string const& uri, request_options const& options) const
    {
        source_->page_at(
            uri, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<Page, Page>()));
    }
};

template <class Page>
class initiate_neighbor : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, std::optional<std::string> const& uri,
        request_options const& options) const
    {
        source_->neighbor(
            uri, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<std::optional<Page>, Page>()));
    }
};

/// The next item of `source`, which is available.
template <class T>
[[nodiscard]] T& available_item(item_source& source)
{
    return *static_cast<T*>(source.try_next());
}

/// Moves the available items out of `source`, at most `max_items`.
template <class T>
void append_available(item_source& source, std::size_t max_items, std::vector<T>& out)
{
    while (out.size() < max_items)
    {
        void* const next = source.try_next();
        if (!next)
            return;
        out.push_back(std::move(*static_cast<T*>(next)));
    }
}

template <class T>
class initiate_next : public initiation<item_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler) const
    {
        auto const deliver = [source =
                                  source_](auto&& target, error_ptr const& why, bool is_available) {
            if (why)
                return std::move(target)(why->exception(), std::optional<T>());
            if (!is_available)
                return std::move(target)(nullptr, std::optional<T>());
            std::move(target)(nullptr, std::optional<T>(std::move(available_item<T>(*source))));
        };
        source_->async_wait(
            mapped_handler(std::decay_t<Handler>(std::forward<Handler>(handler)), deliver));
    }
};

template <class T>
class initiate_next_batch : public initiation<item_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, std::size_t max_items) const
    {
        auto const deliver = [source = source_,
                              max_items](auto&& target, error_ptr const& why, bool is_available) {
            std::vector<T> batch;
            if (why)
                return std::move(target)(why->exception(), std::move(batch));
            if (is_available)
                append_available(*source, max_items, batch);
            std::move(target)(nullptr, std::move(batch));
        };
        source_->async_wait(
            mapped_handler(std::decay_t<Handler>(std::forward<Handler>(handler)), deliver));
    }
};

/// Initiates a wait; its handler has the signature of `item_source::wait_handler`.
class initiate_wait : public initiation<item_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler) const
    {
        source_->async_wait(item_source::wait_handler(std::forward<Handler>(handler)));
    }
};

} // namespace signalwire::detail
