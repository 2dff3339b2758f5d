#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/faxes_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(fax_links, (), (media))

BOOST_DESCRIBE_STRUCT(
    fax, (),
    (account_sid, api_version, date_created, date_updated, direction, from, media_url, media_sid,
     num_pages, price, price_unit, quality, sid, status, to, duration, links, url, error_code,
     error_message))

BOOST_DESCRIBE_STRUCT(
    fax_media, (), (account_sid, content_type, date_created, date_updated, fax_sid, sid, uri, url))

BOOST_DESCRIBE_STRUCT(
    fax_page, (), (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, faxes))

BOOST_DESCRIBE_STRUCT(
    fax_media_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, media))

} // namespace signalwire::compat

namespace signalwire::json
{

template <>
inline constexpr std::array<std::string_view, 2> iso_times<compat::fax> = {
    "date_created", "date_updated"};

template <>
inline constexpr std::array<std::string_view, 2> iso_times<compat::fax_media> = {
    "date_created", "date_updated"};

template <>
inline constexpr std::array<std::string_view, 1> duplicate_members<compat::fax_media_page> = {
    "fax_media"};

template <>
inline constexpr std::array<std::string_view, 2> quoted_numbers<compat::fax> = {
    "num_pages", "price"};

} // namespace signalwire::json

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<fax> operations::create_fax =
    make_post<fax>("faxes.create", "/Faxes", retry_class::unsafe, 200, "MediaUrl To From");
constexpr detail::operation<fax> operations::get_fax = make_get<fax>("faxes.get", "/Faxes/{}");
constexpr detail::operation<fax> operations::update_fax =
    make_post<fax>("faxes.update", "/Faxes/{}", retry_class::idempotent, 200, "Status");
constexpr detail::operation<void> operations::remove_fax = make_remove("faxes.remove", "/Faxes/{}");
constexpr detail::operation<fax_media> operations::get_fax_media =
    make_get<fax_media>("faxes.media.get", "/Faxes/{}/Media/{}.json");
constexpr detail::operation<void> operations::remove_fax_media =
    make_remove("faxes.media.remove", "/Faxes/{}/Media/{}");
constexpr detail::content_operation operations::download_fax_media =
    make_download("faxes.media.download", "/Faxes/{}/Media/{}");

constexpr paging::list_type faxes_list = make_list_type<fax_page, &fax::date_created>(
    "faxes.list", "/Faxes", paging::list_order::unknown);
constexpr paging::list_type fax_media_list =
    make_list_type<fax_media_page, &fax_media::date_created>(
        "faxes.media.list", "/Faxes/{}/Media", paging::list_order::unknown);

template struct model<fax_links>;
template struct model<fax>;
template struct model<fax_media>;

} // namespace signalwire::compat
