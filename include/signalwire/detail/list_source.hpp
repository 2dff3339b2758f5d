#pragma once

#include <signalwire/detail/item_source.hpp>
#include <signalwire/detail/operation_source.hpp>
#include <signalwire/detail/query.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::detail
{

struct projection;

/// The implementation of a `list_resource`, independent of the type of its pages.
class list_source : public operation_source
{
public:
    /// Called with an error or a page; with neither if there is no such page.
    using page_handler = model_handler;

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

    /// Returns the list of the same kind that belongs to the object with the ID `parent`.
    [[nodiscard]] virtual std::shared_ptr<list_source> list_of(std::string_view parent) const = 0;

    /// Returns the same list, of whose items only the members of `what` are decoded. Its pages are
    /// `projected_rows`. Lifetime: `what` is a constant.
    ///
    /// Throws: `std::invalid_argument` if the items have no such members.
    [[nodiscard]] virtual std::shared_ptr<list_source> project(projection const& what) = 0;

protected:
    using operation_source::operation_source;
};

} // namespace signalwire::detail
