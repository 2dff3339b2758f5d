#include "client/download.hpp"
#include "client/engine.hpp"
#include "client/invoke.hpp"
#include "paging/generator.hpp"
#include "paging/list_type.hpp"
#include "paging/page_error.hpp"
#include "paging/page_source.hpp"
#include "paging/projected_list.hpp"
#include "paging/watch_spec.hpp"

#include <signalwire/detail/mapped_handler.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::paging
{

namespace
{

using boost::asio::awaitable;
using engine_ptr = std::shared_ptr<client::engine>;
using operation_ptr = std::shared_ptr<async::operation>;

/// Fetches the page at `wanted.target`. Returns `wanted` unchanged if it has no target.
awaitable<fetched_page> fetch(
    engine_ptr engine, operation_ptr op, list_type_ptr type, fetched_page wanted,
    request_options options)
{
    if (wanted.target.empty())
        co_return std::move(wanted);
    page_response_model page(*type);
    client::fetch_result const result = co_await engine->send(
        *op, client::request(type->get_page, std::move(wanted.target)), options, page);
    co_return page.take(result);
}

class list_endpoint final : public detail::list_source
{
public:
    list_endpoint(engine_ptr engine, list_type_ptr type, std::vector<std::string> parents)
        : list_source(std::move(parents))
        , engine_(std::move(engine))
        , type_(std::move(type))
        , path_(detail::expand_path(type_->get_page.path, this->parents()))
    {
    }

    void invoke(
        detail::operation_call call, request_options const& options, model_handler handler) override
    {
        client::invoke(engine_, std::move(call), options, std::move(handler));
    }

    void download(
        detail::operation_call call, download_destination const& to, download_options const& what,
        request_options const& options, download_handler handler) override
    {
        client::start_download(engine_, std::move(call), to, what, options, std::move(handler));
    }

    std::shared_ptr<list_source> list_of(std::string_view parent) const override
    {
        return std::make_shared<list_endpoint>(
            engine_, type_, std::vector<std::string>{std::string(parent)});
    }

    std::shared_ptr<list_source> project(detail::projection const& what) override
    {
        return std::make_shared<list_endpoint>(engine_, make_projected(*type_, what), parents());
    }

    void list(
        detail::query const& filter, request_options const& options, page_handler handler) override
    {
        fetched_page wanted;
        wanted.target = engine_->endpoint().target(path_, filter);
        launch(std::move(wanted), options, std::move(handler));
    }

    void page_at(
        std::string const& uri, request_options const& options, page_handler handler) override
    {
        launch(validated(uri), options, std::move(handler));
    }

    void neighbor(
        std::optional<std::string> const& uri, request_options const& options,
        page_handler handler) override
    {
        launch(names_page(uri) ? validated(*uri) : fetched_page(), options, std::move(handler));
    }

    std::shared_ptr<detail::item_source> stream(
        detail::query const& filter, stream_options const& options) override
    {
        return make_item_stream(listing(engine_, type_, path_, filter, options));
    }

    std::shared_ptr<detail::item_source> pages(
        detail::query const& filter, stream_options const& options) override
    {
        return make_page_stream(listing(engine_, type_, path_, filter, options));
    }

    std::shared_ptr<detail::item_source> watch(
        detail::query const& filter, std::chrono::milliseconds interval,
        watch_options const& options) override
    {
        return make_watch(watch_spec(engine_, type_, path_, filter, interval, options));
    }

    boost::asio::any_io_executor get_executor() const override
    {
        return engine_->executor();
    }

private:
    /// Returns a page with the target of `uri`, or with the error of an invalid URI.
    [[nodiscard]] fetched_page validated(std::string const& uri) const
    {
        fetched_page out;
        client::page_link link = engine_->endpoint().page_target(uri, path_);
        bool const deviates = link.error.empty() && !link.deviation.empty();
        if (!link.error.empty())
            out.failure = page_outside_listing_error(uri, link.error);
        else if (deviates && engine_->decoding() == decoding_mode::strict)
            out.failure = deviating_page_error(uri, link.deviation);
        else
            out.target = std::move(link.target);
        if (deviates && !out.failure)
            engine_->count_deviation(link.deviation);
        return out;
    }

    void launch(fetched_page wanted, request_options const& options, page_handler handler)
    {
        auto const complete = [](page_handler target, fetched_page result) {
            any_page page = result.failure ? any_page() : std::move(result.page);
            std::move(target)(std::move(result.failure), page.release());
        };
        operation_ptr const op = engine_->make_operation(options);
        engine_->spawn_operation(
            op, fetch(engine_, op, type_, std::move(wanted), options),
            detail::mapped_handler(std::move(handler), complete));
    }

    engine_ptr engine_;
    list_type_ptr type_;
    std::string path_;
};

} // namespace

std::shared_ptr<detail::list_source> make_list_source(engine_ptr engine, list_type const& type)
{
    // A constant has no owner.
    return std::make_shared<list_endpoint>(
        std::move(engine), list_type_ptr(list_type_ptr(), &type), std::vector<std::string>());
}

} // namespace signalwire::paging
