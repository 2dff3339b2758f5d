#include "compat/describe_messages.hpp"
#include "compat/find.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<message> operations::create_message =
    make_post<message>("messages.create", "/Messages", retry_class::unsafe, 201, "To");
constexpr detail::operation<message> operations::get_message =
    make_get<message>("messages.get", "/Messages/{}");
constexpr detail::operation<message> operations::redact_message =
    make_post<message>("messages.redact", "/Messages/{}", retry_class::idempotent, 200, "Body");
constexpr detail::operation<void> operations::remove_message =
    make_remove("messages.remove", "/Messages/{}");
constexpr detail::operation<message_media> operations::get_message_media =
    make_get<message_media>("messages.media.get", "/Messages/{}/Media/{}.json");
constexpr detail::operation<void> operations::remove_message_media =
    make_remove("messages.media.remove", "/Messages/{}/Media/{}");
constexpr detail::content_operation operations::download_message_media =
    make_download("messages.media.download", "/Messages/{}/Media/{}");

// The time parameters of both select days, which the order of the items need not follow.
constexpr paging::list_type messages_list = make_list_type<message_page, &message::date_sent>(
    "messages.list", "/Messages", paging::list_order::unknown);
constexpr paging::list_type message_media_list =
    make_list_type<message_media_page, &message_media::date_created>(
        "messages.media.list", "/Messages/{}/Media", paging::list_order::unknown);

detail::form operations::empty_body()
{
    detail::form out;
    out.set_content("Body", "");
    return out;
}

detail::item_search operations::find_message(new_message const& form, timestamp since)
{
    detail::item_search out = search_by_addresses(form.fields());
    out.is_match = [fields = form.fields(), since](void const* item) {
        message const& each = *static_cast<message const*>(item);
        constexpr std::string_view white_space = " \t\r\n";
        return each.direction != message_direction::inbound && is_made_by(fields, each, since)
            && without_characters(each.body.value_or(""), white_space)
            == without_characters(fields.get("Body"), white_space);
    };
    return out;
}

template struct model<message_subresource_uris>;
template struct model<message>;
template struct model<message_media>;

} // namespace signalwire::compat
