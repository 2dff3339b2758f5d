#include "paging/list_endpoint.hpp"

#include "client/download.hpp"
#include "client/engine.hpp"
#include "client/invoke.hpp"
#include "paging/page_document.hpp"
#include "paging/page_error.hpp"
#include "paging/streams.hpp"

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

/// A page, nothing, or why there is none.
struct fetched_model
{
    fetched_model() = default;

    explicit fetched_model(error_ptr why) noexcept
        : failure(std::move(why))
    {
    }

    error_ptr failure;
    any_page page;
};

awaitable<fetched_model> fetch_target(
    engine_ptr engine, operation_ptr op, list_type const* type, std::string target,
    request_options options)
{
    fetched_model out;
    page_document document(*type, 0);
    client::fetch_result const report = co_await engine->send(
        *op, client::request(client::get_page, std::move(target)), options, document);
    if (!report)
        co_return fetched_model(report.error());
    out.page = document.take();
    out.page.head().timeline = report->times;
    out.page.unify_ends();
    co_return std::move(out);
}

awaitable<fetched_model> fetch_uri(
    engine_ptr engine, operation_ptr op, list_type const* type, std::string path, std::string uri,
    request_options options)
{
    client::page_link link = engine->endpoint().page_target(uri, path);
    if (!link.error.empty())
        co_return fetched_model(foreign_page(uri, link.error));
    if (!link.deviation.empty())
    {
        if (engine->decoding() == decoding_mode::strict)
            co_return fetched_model(deviating_page(uri, link.deviation));
        engine->count_deviation(link.deviation);
    }
    co_return co_await fetch_target(
        std::move(engine), std::move(op), type, std::move(link.target), options);
}

awaitable<fetched_model> no_page()
{
    co_return fetched_model();
}

class list_endpoint final : public detail::list_source
{
public:
    list_endpoint(engine_ptr engine, list_type const& type, std::vector<std::string> parents)
        : list_source(std::move(parents))
        , engine_(std::move(engine))
        , type_(type)
        , path_(detail::expand_path(type.path, this->parents()))
    {
    }

    void invoke(
        detail::operation_call call, request_options const& options, model_handler handler) override
    {
        client::invoke(engine_, std::move(call), options, std::move(handler));
    }

    void download(
        std::string const& path, download_destination const& to, download_options const& what,
        request_options const& options, download_handler handler) override
    {
        client::start_download(engine_, path, to, what, options, std::move(handler));
    }

    std::shared_ptr<list_source> list_of(std::string_view parent) const override
    {
        return std::make_shared<list_endpoint>(
            engine_, type_, std::vector<std::string>{std::string(parent)});
    }

    void list(detail::query const& selection, request_options const& options, page_handler handler)
        override
    {
        operation_ptr const op = engine_->make_operation(options);
        std::string target = engine_->endpoint().target(path_, selection);
        launch(
            op, fetch_target(engine_, op, &type_, std::move(target), options), std::move(handler));
    }

    void page_at(
        std::string const& uri, request_options const& options, page_handler handler) override
    {
        operation_ptr const op = engine_->make_operation(options);
        launch(op, fetch_uri(engine_, op, &type_, path_, uri, options), std::move(handler));
    }

    void neighbor(
        std::optional<std::string> const& uri, request_options const& options,
        page_handler handler) override
    {
        if (names_page(uri))
            return page_at(*uri, options, std::move(handler));
        launch(engine_->make_operation(options), no_page(), std::move(handler));
    }

    std::shared_ptr<detail::item_source> stream(
        detail::query const& selection, stream_options const& options) override
    {
        return make_item_stream(listing(engine_, type_, path_, selection, options));
    }

    std::shared_ptr<detail::item_source> pages(
        detail::query const& selection, stream_options const& options) override
    {
        return make_page_stream(listing(engine_, type_, path_, selection, options));
    }

    std::shared_ptr<detail::item_source> watch(
        detail::query const& selection, std::chrono::milliseconds interval,
        watch_options const& options) override
    {
        return make_watch(watch_plan(engine_, type_, path_, selection, interval, options));
    }

    boost::asio::any_io_executor get_executor() const override
    {
        return engine_->executor();
    }

private:
    void launch(operation_ptr const& op, awaitable<fetched_model> body, page_handler handler)
    {
        auto const complete = [](page_handler target, fetched_model result) {
            std::move(target)(std::move(result.failure), result.page.release());
        };
        engine_->spawn_operation(
            op, std::move(body), detail::mapped_handler(std::move(handler), complete));
    }

    engine_ptr engine_;
    list_type const& type_;
    std::string path_;
};

} // namespace

std::shared_ptr<detail::list_source> make_list_source(engine_ptr engine, list_type const& type)
{
    return std::make_shared<list_endpoint>(std::move(engine), type, std::vector<std::string>());
}

} // namespace signalwire::paging
