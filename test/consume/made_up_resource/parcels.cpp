#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"
#include "parcels_resource.hpp"

#include <boost/describe/class.hpp>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(parcel, (), (sid, weight, sender, date_created))
BOOST_DESCRIBE_STRUCT(
    parcel_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, parcels))

} // namespace signalwire::compat

template <>
inline constexpr std::array<std::string_view, 1>
    signalwire::json::quoted_numbers<signalwire::compat::parcel> = {"weight"};

namespace signalwire::compat
{

constexpr detail::operation<parcel> operations::create_parcel =
    make_post<parcel>("parcels.create", "/Parcels", detail::retry_class::unsafe, 201, "To");
constexpr detail::operation<parcel> operations::get_parcel =
    make_get<parcel>("parcels.get", "/Parcels/{}");
constexpr detail::operation<void> operations::remove_parcel =
    make_remove("parcels.remove", "/Parcels/{}");

extern constexpr paging::list_type parcels_list =
    make_list_type<parcel_page, &parcel::date_created>(
        "parcels.list", "/Parcels", paging::list_order::newest_first,
        {"DateCreated>", "DateCreated<", std::chrono::seconds(1), std::chrono::seconds(1)});

template struct model<parcel>;

} // namespace signalwire::compat
