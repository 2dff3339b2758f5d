#pragma once

#include <signalwire/detail/item_source.hpp>
#include <signalwire/detail/query.hpp>
#include <signalwire/error.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace signalwire::detail
{

/// Owns an object of a type that only its producer and its consumer know.
using any_ptr = std::unique_ptr<void, void (*)(void*) noexcept>;

/// The implementation of a `list_resource`, independent of the type of its pages.
class list_source
{
public:
    /// Called with an error or a page; with neither if there is no such page.
    using page_handler = boost::asio::any_completion_handler<void(error_ptr, any_ptr)>;

    list_source(list_source const&) = delete;
    list_source& operator=(list_source const&) = delete;
    virtual ~list_source() = default;

    virtual void list(
        query const& selection, request_options const& options, page_handler handler) = 0;

    virtual void page_at(
        std::string const& uri, request_options const& options, page_handler handler) = 0;

    /// Completes without a page if `uri` is null or blank.
    virtual void neighbor(
        std::optional<std::string> const& uri, request_options const& options,
        page_handler handler) = 0;

    [[nodiscard]] virtual std::shared_ptr<item_source> stream(
        query const& selection, stream_options const& options) = 0;

    [[nodiscard]] virtual std::shared_ptr<item_source> pages(
        query const& selection, stream_options const& options) = 0;

    [[nodiscard]] virtual std::shared_ptr<item_source> watch(
        query const& selection, std::chrono::milliseconds interval,
        watch_options const& options) = 0;

    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() const = 0;

protected:
    list_source() = default;
};

} // namespace signalwire::detail
