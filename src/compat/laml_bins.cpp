#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/laml_bins_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(
    laml_bin, (),
    (sid, date_created, date_updated, date_last_accessed, account_sid, name, contents, request_url,
     num_requests, api_version, uri))

BOOST_DESCRIBE_STRUCT(
    laml_bin_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, laml_bins))

} // namespace signalwire::compat

namespace signalwire::json
{

template <>
inline constexpr std::array<std::string_view, 3> iso_times<compat::laml_bin> = {
    "date_created", "date_updated", "date_last_accessed"};

} // namespace signalwire::json

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<laml_bin> operations::create_laml_bin =
    make_post<laml_bin>("laml_bins.create", "/LamlBins", retry_class::unsafe, 201, "Name");
constexpr detail::operation<laml_bin> operations::get_laml_bin =
    make_get<laml_bin>("laml_bins.get", "/LamlBins/{}");
constexpr detail::operation<laml_bin> operations::update_laml_bin =
    make_post<laml_bin>("laml_bins.update", "/LamlBins/{}", retry_class::idempotent, 200, "Name");
constexpr detail::operation<void> operations::remove_laml_bin =
    make_remove("laml_bins.remove", "/LamlBins/{}");

constexpr paging::list_type laml_bins_list = make_list_type<laml_bin_page, &laml_bin::date_created>(
    "laml_bins.list", "/LamlBins", paging::list_order::newest_first);

template struct model<laml_bin>;

} // namespace signalwire::compat
