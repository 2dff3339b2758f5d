#pragma once

#include <signalwire/detail/item_source.hpp>

namespace signalwire
{

/// What an `async_generator<T>` is implemented by. Implement it for a generator of your own, or use
/// `testing::fake_generator` in tests:
///
///     signalwire::async_generator<compat::call> calls(std::make_shared<my_generator>());
///
/// Beside `next_item`, an implementation overrides:
/// - `async_wait(handler)`: calls `handler(error_ptr(), true)` when an item is available,
///   `handler(error_ptr(), false)` at the end, or `handler(error, false)`; on the handler's
///   associated executor, else on `get_executor()`, and never from within `async_wait`. Obeys the
///   handler's cancellation slot with `error::cancelled()`. There is one wait at a time; it may
///   begin while an item is available.
/// - `position()`: the cursor after the last item.
/// - `stop()`: cancels what is in flight; called from any thread when the generator is destroyed.
/// - `get_executor()`.
template <class T>
class generator_interface : public detail::item_source
{
public:
    /// Returns the address of the next item if it is available, else null. The item may be moved
    /// from until the next call.
    [[nodiscard]] virtual T* next_item() = 0;

private:
    void* try_next() final
    {
        return next_item();
    }
};

} // namespace signalwire
