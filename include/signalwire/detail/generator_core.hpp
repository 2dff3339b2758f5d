#pragma once

#include <signalwire/cursor.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

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

    virtual ~generator_core() = default;

    virtual boost::asio::awaitable<std::optional<T>> next(std::shared_ptr<generator_core> self) = 0;

    virtual void start_next(std::shared_ptr<generator_core> self, next_handler handler) = 0;

    [[nodiscard]] virtual cursor position() const = 0;

    /// Cancels what is in flight. Callable from any thread, more than once.
    virtual void stop() noexcept = 0;

protected:
    generator_core() = default;
    generator_core(generator_core const&) = delete;
    generator_core& operator=(generator_core const&) = delete;
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

} // namespace signalwire::detail
