#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/transcriptions_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <chrono>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(
    transcription, (),
    (sid, account_sid, api_version, recording_sid, date_created, date_updated, duration, price,
     price_unit, status, transcription_text, type, uri))

BOOST_DESCRIBE_STRUCT(
    transcription_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, transcriptions))

} // namespace signalwire::compat

namespace signalwire::json
{

template <>
inline constexpr std::array<std::string_view, 1> quoted_numbers<compat::transcription> = {"price"};

} // namespace signalwire::json

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<transcription> operations::get_transcription =
    make_get<transcription>("transcriptions.get", "/Transcriptions/{}");
constexpr detail::operation<void> operations::remove_transcription =
    make_remove("transcriptions.remove", "/Transcriptions/{}");

constexpr paging::list_type transcriptions_list =
    make_list_type<transcription_page, &transcription::date_created>(
        "transcriptions.list", "/Transcriptions", paging::list_order::newest_first,
        {"DateCreated>", "DateCreated<", std::chrono::seconds(1), std::chrono::seconds(1)});

template struct model<transcription>;

} // namespace signalwire::compat
