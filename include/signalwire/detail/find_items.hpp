#pragma once

#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/detail/query.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// The beginning of a period: a `timestamp`, or a time point of the system clock, rounded down to
/// seconds.
class period_begin
{
public:
    period_begin() = default;

    period_begin(timestamp value) noexcept
        : time_(value)
    {
    }

    template <class Duration>
    period_begin(std::chrono::sys_time<Duration> value) noexcept
        : time_(std::chrono::floor<std::chrono::seconds>(value))
    {
    }

    [[nodiscard]] timestamp time() const noexcept
    {
        return time_;
    }

private:
    timestamp time_;
};

/// What is searched for: the items of a listing for which a function returns true.
struct item_search
{
    explicit item_search(query filter)
        : selection(std::move(filter))
    {
    }

    query selection;
    std::function<bool(void const* item)> is_match;
};

/// A `std::vector` of a type that only its consumer knows.
struct vector_type
{
    any_ptr (*create)();
    void (*append)(void* items, void* item);
};

template <class T>
inline constexpr vector_type vector_type_of = {
    [] {
        return any_ptr(new std::vector<T>(), [](void* items) noexcept {
            std::default_delete<std::vector<T>>()(static_cast<std::vector<T>*>(items));
        });
    },
    [](void* items, void* item) {
        static_cast<std::vector<T>*>(items)->push_back(std::move(*static_cast<T*>(item)));
    },
};

/// Maximum number of items that a search finds; it ends there.
inline constexpr std::size_t max_found_items = 1000;

/// Reads the listing and completes with the matching items, a vector of the type `items`.
void find_items(
    list_source& source, item_search const& what, request_options const& options,
    vector_type const& items, list_source::model_handler handler);

template <class T>
class initiate_find : public initiation<list_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, item_search const& what,
        request_options const& options) const
    {
        find_items(
            *source_, what, options, vector_type_of<T>,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<std::vector<T>, std::vector<T>>{slot}));
    }
};

/// Searches the list of `source` for items of the type `T`.
template <class T, class Options, class Token>
auto find(std::shared_ptr<list_source> source, item_search what, Options&& options, Token&& token)
{
    return initiate<void(std::exception_ptr, std::vector<T>)>(
        initiate_find<T>(std::move(source)), std::forward<Options>(options),
        std::forward<Token>(token), std::move(what));
}

} // namespace signalwire::detail
