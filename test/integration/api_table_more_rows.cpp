#include "integration/api_table_rows.hpp"

using namespace signalwire::compat;
using signalwire::decimal;
using signalwire::test::json_of;
using fixture = signalwire::test::verbs_fixture;

namespace signalwire::test
{

std::vector<api_table_row> more_api_rows()
{
    return {
        {"faxes.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.faxes.list(fax_filter()
                                  .date_created_after(day)
                                  .date_created_on_or_before(day)
                                  .from("+1")
                                  .to("+2")));
         }},
        {"faxes.create",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.faxes.create(new_fax()
                                    .media_url(url)
                                    .to("+1")
                                    .from("+2")
                                    .quality(fax_quality::fine)
                                    .status_callback(url)
                                    .status_callback_method("GET")
                                    .status_callback_event({"sending"})
                                    .store_media(false)
                                    .ttl(5)
                                    .sip_auth_username("n")
                                    .sip_auth_password("p")));
         }},
        {"faxes.get", [](fixture& f, api& c) { return json_of(f, c.faxes.get(first)); }},
        {"faxes.update",
         [](fixture& f, api& c) {
             return json_of(f, c.faxes.update(first, fax_update().status(fax_status::canceled)));
         }},
        {"faxes.remove", [](fixture& f, api& c) { return json_of(f, c.faxes.remove(first)); }},
        {"faxes.media.list",
         [](fixture& f, api& c) { return json_of(f, c.faxes.media(first).list()); }},
        {"faxes.media.get",
         [](fixture& f, api& c) { return json_of(f, c.faxes.media(first).get(second)); }},
        {"faxes.media.remove",
         [](fixture& f, api& c) { return json_of(f, c.faxes.media(first).remove(second)); }},
        {"laml_bins.list",
         [](fixture& f, api& c) {
             return json_of(f, c.laml_bins.list(laml_bin_filter().name("x")));
         }},
        {"laml_bins.create",
         [](fixture& f, api& c) {
             return json_of(
                 f, c.laml_bins.create(laml_bin_form().name("x").contents("<Response/>\n")));
         }},
        {"laml_bins.get", [](fixture& f, api& c) { return json_of(f, c.laml_bins.get(first)); }},
        {"laml_bins.update",
         [](fixture& f, api& c) {
             return json_of(f, c.laml_bins.update(first, laml_bin_form().name("x").contents("")));
         }},
        {"laml_bins.remove",
         [](fixture& f, api& c) { return json_of(f, c.laml_bins.remove(first)); }},
        {"messages.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.messages.list(message_filter()
                                     .to("+1")
                                     .from("+2")
                                     .status(message_status::sent)
                                     .date_sent(day)
                                     .date_sent_before(day)
                                     .date_sent_after(day)));
         }},
        {"messages.create",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.messages.create(new_message()
                                       .to("+1")
                                       .from("+2")
                                       .body("x")
                                       .media_url({url})
                                       .send_as_mms(true)
                                       .application_sid(first)
                                       .max_price(decimal(1, 2))
                                       .status_callback(url)
                                       .validity_period(1)
                                       .messaging_service_sid(first)));
         }},
        {"messages.get", [](fixture& f, api& c) { return json_of(f, c.messages.get(first)); }},
        {"messages.redact",
         [](fixture& f, api& c) { return json_of(f, c.messages.redact(first)); }},
        {"messages.remove",
         [](fixture& f, api& c) { return json_of(f, c.messages.remove(first)); }},
        {"messages.media.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.messages.media(first).list(message_media_filter()
                                                  .date_created(day)
                                                  .date_created_before(day)
                                                  .date_created_after(day)));
         }},
        {"messages.media.get",
         [](fixture& f, api& c) { return json_of(f, c.messages.media(first).get(second)); }},
        {"messages.media.remove",
         [](fixture& f, api& c) { return json_of(f, c.messages.media(first).remove(second)); }},
        {"phone_numbers.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.list(phone_number_filter().phone_number("+1").friendly_name("x")));
         }},
        {"phone_numbers.purchase",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.purchase(new_phone_number()
                                              .phone_number("+13103386745")
                                              .friendly_name("x")
                                              .voice_url(url)
                                              .voice_method("GET")
                                              .voice_fallback_url(url)
                                              .voice_fallback_method("GET")
                                              .status_callback(url)
                                              .status_callback_method("GET")
                                              .sms_url(url)
                                              .sms_method("GET")
                                              .sms_fallback_url(url)
                                              .sms_fallback_method("GET")
                                              .voice_application_sid(first)
                                              .voice_receive_mode("voice")
                                              .sms_application_sid(first)));
         }},
        {"phone_numbers.get",
         [](fixture& f, api& c) { return json_of(f, c.phone_numbers.get(first)); }},
        {"phone_numbers.update",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.update(
                     first,
                     phone_number_update()
                         .account_sid(first)
                         .emergency_address_sid(first)
                         .friendly_name("x")
                         .voice_url(url)
                         .voice_method("GET")
                         .voice_fallback_url(url)
                         .voice_fallback_method("GET")
                         .status_callback(url)
                         .status_callback_method("GET")
                         .sms_url(url)
                         .sms_method("GET")
                         .sms_fallback_url(url)
                         .sms_fallback_method("GET")
                         .voice_application_sid(first)
                         .voice_receive_mode("voice")
                         .sms_application_sid(first)));
         }},
        {"phone_numbers.remove",
         [](fixture& f, api& c) { return json_of(f, c.phone_numbers.remove(first)); }},
        {"phone_numbers.import_number",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.import_number(new_imported_phone_number()
                                                   .number("+13103386745")
                                                   .number_type("longcode")
                                                   .capabilities({"sms"})));
         }},
        {"phone_numbers.list_available_countries",
         [](fixture& f, api& c) { return json_of(f, c.phone_numbers.list_available_countries()); }},
        {"phone_numbers.get_available_country",
         [](fixture& f, api& c) {
             return json_of(f, c.phone_numbers.get_available_country(first));
         }},
        {"phone_numbers.search_local",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.search_local(
                     first,
                     number_search()
                         .area_code("1")
                         .contains("2")
                         .in_region("WA")
                         .in_locality("x")
                         .fax_enabled(true)
                         .mms_enabled(true)
                         .sms_enabled(true)
                         .voice_enabled(true)));
         },
         {"Beta", "ExcludeAllAddressRequired", "ExcludeForeignAddressRequired",
          "ExcludeLocalAddressRequired"}},
        {"phone_numbers.search_toll_free",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.phone_numbers.search_toll_free(
                     first,
                     number_search()
                         .area_code("1")
                         .contains("2")
                         .in_region("WA")
                         .in_locality("x")
                         .fax_enabled(true)
                         .mms_enabled(true)
                         .sms_enabled(true)
                         .voice_enabled(true)));
         },
         {"Beta", "ExcludeAllAddressRequired", "ExcludeForeignAddressRequired",
          "ExcludeLocalAddressRequired"}},
        {"queues.list", [](fixture& f, api& c) { return json_of(f, c.queues.list()); }},
        {"queues.create",
         [](fixture& f, api& c) {
             return json_of(f, c.queues.create(queue_form().friendly_name("x").max_size(5)));
         }},
        {"queues.get", [](fixture& f, api& c) { return json_of(f, c.queues.get(first)); }},
        {"queues.update",
         [](fixture& f, api& c) {
             return json_of(f, c.queues.update(first, queue_form().friendly_name("x").max_size(1)));
         }},
        {"queues.remove", [](fixture& f, api& c) { return json_of(f, c.queues.remove(first)); }},
        {"queues.members.list",
         [](fixture& f, api& c) { return json_of(f, c.queues.members(first).list()); }},
        {"queues.members.get",
         [](fixture& f, api& c) { return json_of(f, c.queues.members(first).get(second)); }},
        {"queues.members.dequeue",
         [](fixture& f, api& c) {
             return json_of(
                 f, c.queues.members(first).dequeue(second, dequeue_form().url(url).method("GET")));
         }},
        {"recordings.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.recordings.list(recording_filter()
                                       .date_created(day)
                                       .date_created_before(day)
                                       .date_created_after(day)
                                       .call_sid(first)
                                       .conference_sid(first)));
         }},
        {"recordings.get", [](fixture& f, api& c) { return json_of(f, c.recordings.get(first)); }},
        {"recordings.remove",
         [](fixture& f, api& c) { return json_of(f, c.recordings.remove(first)); }},
        {"tokens.create",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.tokens.create(
                     new_token().name("x").permissions({"calling", "fax"}).subproject_id(first)));
         }},
        {"tokens.update",
         [](fixture& f, api& c) {
             return json_of(
                 f, c.tokens.update(first, token_update().name("x").permissions({"fax"})));
         }},
        {"tokens.remove", [](fixture& f, api& c) { return json_of(f, c.tokens.remove(first)); }},
        {"transcriptions.list",
         [](fixture& f, api& c) {
             return json_of(
                 f,
                 c.transcriptions.list(transcription_filter()
                                           .date_created(day)
                                           .date_created_before(day)
                                           .date_created_after(day)));
         }},
        {"transcriptions.get",
         [](fixture& f, api& c) { return json_of(f, c.transcriptions.get(first)); }},
        {"transcriptions.remove",
         [](fixture& f, api& c) { return json_of(f, c.transcriptions.remove(first)); }},
    };
}

} // namespace signalwire::test
