#pragma once

#include <string>
#include <string_view>

namespace signalwire::test
{

/// The examples of the API reference (Compatibility API, Messages, list), on one line.
inline constexpr std::string_view reference_message =
    R"({"account_sid":"ea108133-d6b3-407c-9536-9fad8a929a6a","api_version":"2010-04-01",)"
    R"("body":"Hello World!","num_segments":1,"num_media":1,)"
    R"("date_created":"Mon, 13 Aug 2018 21:38:46 +0000",)"
    R"("date_sent":"Mon, 13 Aug 2018 21:38:46 +0000",)"
    R"("date_updated":"Mon, 13 Aug 2018 21:38:46 +0000","direction":"outbound-api",)"
    R"("error_code":"30001","error_message":"Queue overflow","from":"+15551234567",)"
    R"("price":0.005,"price_unit":"USD","sid":"0a059168-ead0-41af-9d1f-343dae832527",)"
    R"("status":"failed","to":"+15557654321",)"
    R"("messaging_service_sid":"b3877c40-da60-4998-90ad-b792e98472ms",)"
    R"("uri":"/api/laml/2010-04-01/Accounts/ea108133-d6b3-407c-9536-9fad8a929a6a/Messages/)"
    R"(0a059168-ead0-41af-9d1f-343dae832527.json","subresource_uris":{"media":)"
    R"("/api/laml/2010-04-01/Accounts/ea108133-d6b3-407c-9536-9fad8a929a6a/Messages/)"
    R"(0a059168-ead0-41af-9d1f-343dae832527/Media.json"}})";

/// The examples of the API reference (Messages, list media), on one line.
inline constexpr std::string_view reference_message_media =
    R"({"account_sid":"ea108133-d6b3-407c-9536-9fad8a929a6a","content_type":"image/jpeg",)"
    R"("date_created":"Mon, 13 Aug 2018 21:38:46 +0000",)"
    R"("date_updated":"Mon, 13 Aug 2018 21:38:46 +0000",)"
    R"("parent_sid":"0a059168-ead0-41af-9d1f-343dae832527",)"
    R"("sid":"b3877c40-da60-4998-90ad-b792e98472me",)"
    R"("uri":"/api/laml/2010-04-01/Accounts/ea108133-d6b3-407c-9536-9fad8a929a6a/Messages/)"
    R"(0a059168-ead0-41af-9d1f-343dae832527/Media/b3877c40-da60-4998-90ad-b792e98472me.json"})";

/// The examples of the API reference (Calls, create a stream), on one line.
inline constexpr std::string_view reference_call_stream =
    R"({"sid":"b3877c40-da60-4998-90ad-b792e98472st",)"
    R"("account_sid":"b3877c40-da60-4998-90ad-b792e98472af",)"
    R"("call_sid":"b3877c40-da60-4998-90ad-b792e98472ca","name":"my_first_stream",)"
    R"("status":"in-progress","date_updated":"Wed, 19 Sep 2018 21:00:00 +0000",)"
    R"("uri":"/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls/)"
    R"(b3877c40-da60-4998-90ad-b792e98472ca/Streams/)"
    R"(b3877c40-da60-4998-90ad-b792e98472st.json"})";

/// A page around `items`, which are separated by commas. `list` is the name of their list, `next`
/// is JSON.
[[nodiscard]] inline std::string page_of(
    std::string_view list, std::string_view items, std::string_view next = "null")
{
    return R"({"uri":"/x?Page=0","first_page_uri":"/x","next_page_uri":)" + std::string(next)
        + R"(,"previous_page_uri":null,"page":0,"page_size":50,")" + std::string(list) + R"(":[)"
        + std::string(items) + "]}";
}

} // namespace signalwire::test
