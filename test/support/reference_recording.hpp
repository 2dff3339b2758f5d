#pragma once

#include <string>
#include <string_view>

namespace signalwire::test
{

/// The examples of the reference page (Compatibility API, Recordings, list), on one line.
inline constexpr std::string_view reference_recording =
    R"({"sid":"19e436af-5688-4307-b03b-bdb2b42b8142",)"
    R"("account_sid":"720796a0-8ee9-4350-83bd-2d07a3121f1e","api_version":"2010-04-01",)"
    R"("call_sid":"43bb71ee-553f-4074-bb20-8e2747647cce","conference_sid":null,)"
    R"("channel":"1","channels":"1","date_created":"Tue, 25 Sep 2018 23:00:00 +0000",)"
    R"("date_updated":"Wed, 26 Sep 2018 23:00:04 +0000",)"
    R"("start_time":"Tue, 25 Sep 2018 23:00:00 +0000",)"
    R"("end_time":"Wed, 26 Sep 2018 23:00:04 +0000","duration":4,"price":"-0.0025",)"
    R"("price_unit":"USD","source":"DialVerb","status":"completed","error_code":null,)"
    R"("uri":"/api/laml/2010-04-01/Accounts/720796a0-8ee9-4350-83bd-2d07a3121f1e/Recordings/)"
    R"(19e436af-5688-4307-b03b-bdb2b42b8142.json","subresource_uris":{"transcriptions":)"
    R"("/api/laml/2010-04-01/Accounts/720796a0-8ee9-4350-83bd-2d07a3121f1e/Recordings/)"
    R"(19e436af-5688-4307-b03b-bdb2b42b8142/Transcriptions.json"},"encryption_details":null,)"
    R"("trim":"do-not-trim"})";

/// A page around `recordings`, which are separated by commas. `next` is JSON.
[[nodiscard]] inline std::string recordings_page(
    std::string_view recordings, std::string_view next = "null")
{
    return R"({"uri":"/Recordings?Page=0","first_page_uri":"/Recordings","next_page_uri":)"
        + std::string(next) + R"(,"previous_page_uri":null,"page":0,"page_size":50,"recordings":[)"
        + std::string(recordings) + "]}";
}

} // namespace signalwire::test
