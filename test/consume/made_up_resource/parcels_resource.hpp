#pragma once

#include <signalwire/compat/form.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/model.hpp>
#include <signalwire/compat/record_resource.hpp>

namespace signalwire::compat
{

struct parcel : model<parcel>
{
    parcel() = default;

    std::string sid;
    decimal weight;
    std::optional<std::string> sender;
    timestamp date_created;
};

class parcel_filter : public listing_filter<parcel_filter>
{
public:
    parcel_filter() = default;
    parcel_filter& sender(std::string_view value) { return set_text("Sender", value); }
};

struct parcel_page : listing_page<parcel_page, parcel>
{
    parcel_page() = default;

    std::vector<parcel> parcels;
    static constexpr std::vector<parcel> parcel_page::* items = &parcel_page::parcels;
};

class new_parcel : public form<new_parcel>
{
public:
    new_parcel() = default;
    new_parcel& to(std::string_view value) { return set_text("To", value); }
};

namespace operations
{
extern detail::operation<parcel> const create_parcel;
extern detail::operation<parcel> const get_parcel;
extern detail::operation<void> const remove_parcel;
} // namespace operations

class parcels_resource
    : public record_resource<
          parcel_page, parcel_filter, operations::get_parcel, operations::remove_parcel>
{
public:
    using record_resource::record_resource;

    template <
        detail::options_or_token_giving<parcel> Options = request_options,
        detail::token_giving<parcel> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        new_parcel const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_parcel, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
