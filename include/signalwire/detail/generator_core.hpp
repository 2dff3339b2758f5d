#pragma once

#include <signalwire/cursor.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// What stands behind an `async_generator<T>`. `self` is the core itself: it keeps it alive until
/// the operation has ended.
template <class T>
class generator_core
{
public:
    using next_handler =
        boost::asio::any_completion_handler<void(std::exception_ptr, std::optional<T>)>;

    using batch_handler =
        boost::asio::any_completion_handler<void(std::exception_ptr, std::vector<T>)>;

    generator_core(generator_core const&) = delete;
    generator_core& operator=(generator_core const&) = delete;
    virtual ~generator_core() = default;

    virtual boost::asio::awaitable<std::optional<T>> next(std::shared_ptr<generator_core> self) = 0;

    virtual void start_next(std::shared_ptr<generator_core> self, next_handler handler) = 0;

    virtual boost::asio::awaitable<std::vector<T>> next_batch(
        std::shared_ptr<generator_core> self, std::size_t most) = 0;

    virtual void start_next_batch(
        std::shared_ptr<generator_core> self, std::size_t most, batch_handler handler) = 0;

    [[nodiscard]] virtual cursor position() const = 0;

    /// Cancels what is in flight. Callable from any thread, more than once.
    virtual void stop() noexcept = 0;

protected:
    generator_core() = default;
};

/// Initiates `async_generator::next` for any completion token.
struct start_next
{
    template <class Handler, class T>
    void operator()(Handler&& handler, std::shared_ptr<generator_core<T>> core) const
    {
        generator_core<T>& target = *core;
        target.start_next(
            std::move(core),
            typename generator_core<T>::next_handler(std::forward<Handler>(handler)));
    }
};

/// The same for `async_generator::next_batch`.
struct start_next_batch
{
    template <class Handler, class T>
    void operator()(
        Handler&& handler, std::shared_ptr<generator_core<T>> core, std::size_t most) const
    {
        generator_core<T>& target = *core;
        target.start_next_batch(
            std::move(core), most,
            typename generator_core<T>::batch_handler(std::forward<Handler>(handler)));
    }
};

} // namespace signalwire::detail
