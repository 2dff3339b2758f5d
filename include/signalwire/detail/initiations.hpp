#pragma once

#include <signalwire/detail/client_backend.hpp>
#include <signalwire/detail/item_source.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/detail/mapped_handler.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace signalwire
{
template <class T>
class async_generator;
}

/// Initiations of the public operations. They convert untyped results to typed ones.
namespace signalwire::detail
{

/// First argument of every initiation after the handler; replaced by `as_result`.
inline constexpr error_ptr* no_slot = nullptr;

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

/// Refers to the generator that a composed operation reads. It must outlive the operation.
template <class T>
class stream_initiation
{
public:
    using executor_type = boost::asio::any_io_executor;

    explicit stream_initiation(async_generator<T>& stream) noexcept
        : stream_(&stream)
    {
    }

    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return stream_->get_executor();
    }

protected:
    async_generator<T>* stream_;
};

/// Returns `associated` unless it stands for no executor in particular, as that of `use_future`
/// does; then `fallback`.
[[nodiscard]] boost::asio::any_io_executor particular_executor(
    boost::asio::any_io_executor const& associated, boost::asio::any_io_executor const& fallback);

/// Returns where the coroutines of a composed operation run: on the executor of `handler`, else on
/// `fallback`.
template <class Handler>
[[nodiscard]] boost::asio::any_io_executor executor_of(
    Handler const& handler, boost::asio::any_io_executor const& fallback)
{
    return particular_executor(boost::asio::get_associated_executor(handler, fallback), fallback);
}

/// Completes `handler` with an error: in `slot` if `as_result` provides one, else as an exception.
template <class Handler, class... Values>
void complete_with_failure(
    Handler&& handler, error_ptr const& why, error_ptr* slot, Values&&... values)
{
    if (!slot)
        return std::forward<Handler>(handler)(why->exception(), std::forward<Values>(values)...);
    *slot = why;
    std::forward<Handler>(handler)(std::exception_ptr(), std::forward<Values>(values)...);
}

/// Completes a handler with the model moved out of `model`, if any.
template <class Result, class Model>
struct deliver_model
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why, any_ptr model) const
    {
        if (why)
            return complete_with_failure(std::forward<Handler>(handler), why, slot, Result());
        if (!model)
            return std::forward<Handler>(handler)(std::exception_ptr(), Result());
        std::forward<Handler>(handler)(
            std::exception_ptr(), Result(std::move(*static_cast<Model*>(model.get()))));
    }

    error_ptr* slot = nullptr;
};

/// Completes a handler whose only argument is the error.
struct deliver_end
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why) const
    {
        if (why)
            return complete_with_failure(std::forward<Handler>(handler), why, slot);
        std::forward<Handler>(handler)(std::exception_ptr());
    }

    error_ptr* slot = nullptr;
};

/// `Model` is what is received; a page is constructed from it.
template <class Page, class Model = Page>
class initiate_list : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, query const& selection,
        request_options const& options) const
    {
        source_->list(
            selection, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<Page, Model>{slot}));
    }
};

template <class Page, class Model = Page>
class initiate_page_at : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, std::string const& uri,
        request_options const& options) const
    {
        source_->page_at(
            uri, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<Page, Model>{slot}));
    }
};

template <class Page, class Model = Page>
class initiate_neighbor : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, std::optional<std::string> const& uri,
        request_options const& options) const
    {
        source_->neighbor(
            uri, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<std::optional<Page>, Model>{slot}));
    }
};

/// Appends the available items of `source` until `out` has `max_items`.
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

/// Completes a handler with the next item of `source`.
template <class T>
struct deliver_item
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why, bool is_available) const
    {
        if (why)
            return complete_with_failure(
                std::forward<Handler>(handler), why, slot, std::optional<T>());
        std::optional<T> item;
        if (is_available)
            item.emplace(std::move(*static_cast<T*>(source->try_next())));
        std::forward<Handler>(handler)(std::exception_ptr(), std::move(item));
    }

    std::shared_ptr<item_source> source;
    error_ptr* slot = nullptr;
};

/// Completes a handler with the available items of `source`.
template <class T>
struct deliver_batch
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why, bool is_available) const
    {
        if (why)
            return complete_with_failure(
                std::forward<Handler>(handler), why, slot, std::vector<T>());
        std::vector<T> batch;
        if (is_available)
            append_available(*source, max_items, batch);
        std::forward<Handler>(handler)(std::exception_ptr(), std::move(batch));
    }

    std::shared_ptr<item_source> source;
    std::size_t max_items = 0;
    error_ptr* slot = nullptr;
};

template <class T>
class initiate_next : public initiation<item_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, error_ptr* slot) const
    {
        source_->async_wait(mapped_handler(
            std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_item<T>{source_, slot}));
    }
};

template <class T>
class initiate_next_batch : public initiation<item_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, error_ptr* slot, std::size_t max_items) const
    {
        source_->async_wait(mapped_handler(
            std::decay_t<Handler>(std::forward<Handler>(handler)),
            deliver_batch<T>{source_, max_items, slot}));
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

class initiate_warm_up : public initiation<client_backend>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, error_ptr* slot, std::size_t connections) const
    {
        source_->warm_up(
            connections,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_end{slot}));
    }
};

class initiate_shutdown : public initiation<client_backend>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(Handler&& handler, error_ptr* slot, std::chrono::milliseconds grace) const
    {
        source_->shut_down(
            grace,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_end{slot}));
    }
};

} // namespace signalwire::detail
