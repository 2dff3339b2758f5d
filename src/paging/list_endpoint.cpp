#include "client/download.hpp"
#include "client/engine.hpp"
#include "client/invoke.hpp"
#include "client/running_request.hpp"
#include "paging/generator.hpp"
#include "paging/list_type.hpp"
#include "paging/page_error.hpp"
#include "paging/page_source.hpp"
#include "paging/projected_list.hpp"
#include "paging/watch_spec.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::paging
{

namespace
{

using engine_ptr = std::shared_ptr<client::engine>;
using page_handler = detail::list_source::page_handler;

/// Fetches one page for a handler.
class page_request final : public client::called_request<error_ptr, detail::any_ptr>
{
public:
    page_request(
        engine_ptr const& engine, list_type_ptr type, std::string target,
        request_options const& options, page_handler handler)
        : called_request(
              engine, engine->make_operation(options),
              client::request(type->get_page, std::move(target)), options, std::move(handler))
        , type_(std::move(type))
        , page_(*type_)
    {
    }

private:
    client::response_target target() override
    {
        return page_;
    }

    void on_end(client::fetch_result result) override
    {
        fetched_page out = page_.take(result);
        complete(std::move(out.failure), result ? out.page.release() : any_page().release());
    }

    list_type_ptr type_;
    page_response_model page_;
};

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
        client::start_download(engine_, call, to, what, options, std::move(handler));
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

    /// Fetches the page at `wanted.target`. Without a target, completes with `wanted` as it is.
    void launch(fetched_page wanted, request_options const& options, page_handler handler)
    {
        if (wanted.target.empty())
        {
            async::saved_handler<error_ptr, detail::any_ptr> caller(
                std::move(handler), engine_->services().known_executor);
            std::move(caller).post(std::move(wanted.failure), any_page().release());
            return;
        }
        std::make_shared<page_request>(
            engine_, type_, std::move(wanted.target), options, std::move(handler))
            ->start();
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
