#pragma once

#include <signalwire/compat/projected_page.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/testing/fake_generator.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// The items of the pages of a script.
template <class Page>
class items_of_pages final : public generator_interface<typename Page::value_type>,
                             public std::enable_shared_from_this<items_of_pages<Page>>
{
public:
    using item_type = typename Page::value_type;
    using typename generator_interface<item_type>::wait_handler;

    items_of_pages(std::shared_ptr<script<Page>> pages, std::uint64_t limit)
        : pages_(std::move(pages))
        , left_(limit)
    {
    }

    item_type* next_item() override
    {
        while (left_ > 0)
        {
            if (next_ < page_.size())
            {
                --left_;
                return &*(page_.begin() + static_cast<std::ptrdiff_t>(next_++));
            }
            Page* const page = pages_->next_item();
            if (!page)
                return nullptr;
            page_ = std::move(*page);
            next_ = 0;
        }
        return nullptr;
    }

    void async_wait(wait_handler handler) override
    {
        if (next_ < page_.size() || left_ == 0)
        {
            auto const complete = [is_available = left_ > 0](wait_handler target) {
                std::move(target)(nullptr, is_available);
            };
            return boost::asio::post(get_executor(), mapped_handler(std::move(handler), complete));
        }
        auto const check = [self = this->shared_from_this()](
                               wait_handler target, error_ptr why, bool is_available) {
            self->complete(std::move(target), std::move(why), is_available);
        };
        pages_->async_wait(mapped_handler(std::move(handler), check));
    }

    [[nodiscard]] signalwire::cursor position() const override
    {
        return {};
    }

    void stop() noexcept override
    {
        pages_->stop();
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor() const override
    {
        return pages_->get_executor();
    }

private:
    void complete(wait_handler handler, error_ptr why, bool is_available)
    {
        if (!is_available)
            return std::move(handler)(std::move(why), false);
        page_ = std::move(*pages_->next_item());
        next_ = 0;
        if (page_.empty())
            return async_wait(std::move(handler));
        std::move(handler)(nullptr, true);
    }

    std::shared_ptr<script<Page>> pages_;
    std::uint64_t left_;
    Page page_;
    std::size_t next_ = 0;
};

} // namespace signalwire::detail

namespace signalwire::testing
{

/// A scripted list resource for tests, without a server.
///
///     signalwire::testing::fake_list<compat::call_page> fake(executor);
///     fake.page(first).failure(signalwire::api_error(details, {})).page(second);
///     compat::calls_resource calls = fake.resource<compat::calls_resource>();
///     BOOST_TEST(co_await my_report(calls) == expected);
///     BOOST_TEST(fake.queries().front() == "Status=completed&PageSize=20");
///
/// Each operation that fetches a page consumes the next step of the script, independent of its
/// arguments. Without a step it fails with `errc::unexpected_response`. Streams and watches deliver
/// the items of the remaining pages and end. The operations of one object (`get`, `create`, …) fail
/// with that code, too. `list<Item>` and `stream<Item>` need a script of
/// `compat::projected_page<Item>`.
///
/// Thread safety: one thread at a time, that of the executor.
template <class Page>
class fake_list
{
public:
    /// The operations complete on `executor`.
    explicit fake_list(boost::asio::any_io_executor executor)
        : source_(std::make_shared<source>(std::move(executor)))
    {
    }

    /// Adds a page.
    fake_list& page(Page value)
    {
        source_->script->add(std::move(value));
        return *this;
    }

    /// Adds a failure of an operation; the operation after it continues.
    template <std::derived_from<error> Error>
    fake_list& failure(Error why)
    {
        source_->script->add(error_ptr(std::make_shared<Error>(std::move(why))));
        return *this;
    }

    /// Adds a delay of the next response.
    fake_list& delay(std::chrono::milliseconds duration)
    {
        source_->script->add(duration);
        return *this;
    }

    /// Returns the resource, such as a `compat::calls_resource`.
    template <class Resource>
    [[nodiscard]] Resource resource() const
    {
        return Resource(source_);
    }

    /// Returns the requests in order: the percent-encoded query of `list`, `stream`, `pages` and
    /// `watch`, and the URI of `page_at`, `next_page` and `previous_page`.
    [[nodiscard]] std::vector<std::string> const& queries() const noexcept
    {
        return source_->queries;
    }

private:
    class source final : public detail::list_source, public std::enable_shared_from_this<source>
    {
    public:
        explicit source(boost::asio::any_io_executor executor)
            : script(std::make_shared<detail::script<Page>>(std::move(executor)))
        {
        }

        void list(
            detail::query const& selection, request_options const&, page_handler handler) override
        {
            fetch(selection.encoded(), std::move(handler));
        }

        void page_at(std::string const& uri, request_options const&, page_handler handler) override
        {
            fetch(uri, std::move(handler));
        }

        void neighbor(
            std::optional<std::string> const& uri, request_options const&,
            page_handler handler) override
        {
            if (uri && !uri->empty())
                return fetch(*uri, std::move(handler));
            auto const complete = [](page_handler target) {
                std::move(target)(nullptr, nothing());
            };
            boost::asio::post(
                script->get_executor(), detail::mapped_handler(std::move(handler), complete));
        }

        std::shared_ptr<detail::item_source> stream(
            detail::query const& selection, stream_options const& options) override
        {
            queries.push_back(selection.encoded());
            return std::make_shared<detail::items_of_pages<Page>>(
                script, options.limit().value_or(std::numeric_limits<std::uint64_t>::max()));
        }

        std::shared_ptr<detail::item_source> pages(
            detail::query const& selection, stream_options const&) override
        {
            queries.push_back(selection.encoded());
            return script;
        }

        std::shared_ptr<detail::item_source> watch(
            detail::query const& selection, std::chrono::milliseconds,
            watch_options const&) override
        {
            return stream(selection, stream_options());
        }

        void invoke(detail::operation_call, request_options const&, model_handler handler) override
        {
            auto const complete = [](model_handler target) {
                std::move(target)(no_operation(), nothing());
            };
            boost::asio::post(
                script->get_executor(), detail::mapped_handler(std::move(handler), complete));
        }

        void download(
            detail::operation_call, download_destination const&, download_options const&,
            request_options const&, download_handler handler) override
        {
            auto const complete = [](download_handler target) {
                std::move(target)(no_operation());
            };
            boost::asio::post(
                script->get_executor(), detail::mapped_handler(std::move(handler), complete));
        }

        [[nodiscard]] static error_ptr no_operation()
        {
            return std::make_shared<error>(
                errc::unexpected_response, "a fake list has no other operations", error_context());
        }

        [[nodiscard]] std::shared_ptr<list_source> list_of(std::string_view) const override
        {
            return std::make_shared<source>(script->get_executor());
        }

        [[nodiscard]] std::shared_ptr<list_source> project(detail::projection const& what) override
        {
            if (*what.type != typeid(typename Page::value_type))
                throw std::invalid_argument(
                    "fake_list: the pages of the script have items of another type");
            return this->shared_from_this();
        }

        [[nodiscard]] boost::asio::any_io_executor get_executor() const override
        {
            return script->get_executor();
        }

        std::shared_ptr<detail::script<Page>> script;
        std::vector<std::string> queries;

    private:
        static detail::any_ptr nothing()
        {
            return owned(std::unique_ptr<Page>());
        }

        template <class Model>
        static detail::any_ptr owned(std::unique_ptr<Model> page)
        {
            return detail::any_ptr(page.release(), [](void* address) noexcept {
                std::default_delete<Model>()(static_cast<Model*>(address));
            });
        }

        /// Returns what a client would have received.
        template <class Item>
        static detail::any_ptr received(compat::projected_page<Item>&& page)
        {
            return owned(std::make_unique<detail::projected_rows>(std::move(page).release()));
        }

        template <class Other>
        static detail::any_ptr received(Other&& page)
        {
            return owned(std::make_unique<Other>(std::move(page)));
        }

        void fetch(std::string query, page_handler handler)
        {
            queries.push_back(std::move(query));
            auto const complete = [script = script](
                                      page_handler target, error_ptr why, bool is_available) {
                if (is_available)
                    return std::move(target)(nullptr, received(std::move(*script->next_item())));
                if (!why)
                    why = std::make_shared<error>(
                        errc::unexpected_response, "the script of the fake list is at its end",
                        error_context());
                std::move(target)(std::move(why), nothing());
            };
            script->async_wait(detail::mapped_handler(std::move(handler), complete));
        }
    };

    std::shared_ptr<source> source_;
};

} // namespace signalwire::testing
