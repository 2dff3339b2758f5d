#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/cursor.hpp>
#include <signalwire/detail/item_source.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace signalwire
{

namespace detail
{

struct generator_access
{
    template <class T>
    [[nodiscard]] static std::shared_ptr<item_source> release(async_generator<T>& from) noexcept
    {
        return std::move(from.source_);
    }
};

/// Delivers what a function makes of each item.
template <class T, class Result, class Function>
class transformed final : public generator_interface<Result>
{
public:
    using typename generator_interface<Result>::wait_handler;

    transformed(std::shared_ptr<item_source> source, Function function)
        : source_(std::move(source))
        , function_(std::move(function))
    {
    }

    Result* next_item() override
    {
        void* const item = source_->try_next();
        if (!item)
            return nullptr;
        result_.emplace(function_(std::move(*static_cast<T*>(item))));
        return &*result_;
    }

    void async_wait(wait_handler handler) override
    {
        source_->async_wait(std::move(handler));
    }

    [[nodiscard]] signalwire::cursor position() const override
    {
        return source_->position();
    }

    void stop() noexcept override
    {
        source_->stop();
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor() const override
    {
        return source_->get_executor();
    }

private:
    std::shared_ptr<item_source> source_;
    Function function_;
    std::optional<Result> result_;
};

} // namespace detail

/// Returns a generator of `function(item)` for each item of `stream`: in its order, with its
/// errors, cancellation and cursor.
///
///     auto lines = transform(
///         client.compat.calls.stream(), [](compat::call call) { return to_json(call); });
///
/// `function` is called when an item is taken, on the thread that takes it. It must not throw.
///
/// Lifetime: the generator owns `stream` and `function`.
template <class T, std::invocable<T> Function>
[[nodiscard]] auto transform(async_generator<T> stream, Function function)
{
    using result_type = std::decay_t<std::invoke_result_t<Function&, T>>;
    using source = detail::transformed<T, result_type, Function>;
    return async_generator<result_type>(
        std::make_shared<source>(detail::generator_access::release(stream), std::move(function)));
}

} // namespace signalwire
