#include "unit/reference_page.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>

namespace unit
{

std::string_view const reference_page = R"({
 "uri": "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls?Page=0&PageSize=50",
 "first_page_uri": "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls?Page=0&PageSize=50",
 "next_page_uri": "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls?Page=1&PageSize=50&PageToken=PAxxxxxxxxxx",
 "page": 0,
 "page_size": 50,
 "calls": [
 {
 "sid": "b3877c40-da60-4998-90ad-b792e98472ca",
 "account_sid": "b3877c40-da60-4998-90ad-b792e98472af",
 "date_created": "Wed, 19 Sep 2018 20:00:00 +0000",
 "date_updated": "Wed, 19 Sep 2018 21:00:00 +0000",
 "parent_call_sid": "b3877c40-da60-4998-90ad-b792e98472af",
 "to": "+13105678901",
 "formatted_to": "(310) 567-8901",
 "to_formatted": "(310) 567-8901",
 "from": "+13103384645",
 "formatted_from": "(310) 338-4645",
 "from_formatted": "(310) 338-4645",
 "phone_number_sid": "b3877c40-da60-4998-90ad-b792e98472pn",
 "status": "queued",
 "start_time": "Wed, 19 Sep 2018 20:00:01 +0000",
 "end_time": "Fri, 21 Sep 2018 10:00:00 +0000",
 "duration": 20,
 "price": 0.003,
 "price_unit": "USD",
 "direction": "inbound",
 "answered_by": "human",
 "api_version": "2010-04-01",
 "uri": "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls/b3877c40-da60-4998-90ad-b792e98472ca.json",
 "subresource_uris": {
 "recordings": "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls/b3877c40-da60-4998-90ad-b792e98472ca/Recordings.json"
 },
 "audio_in_mos": 4.5,
 "sip_result_code": "200",
 "audio_rtt_avg": 50,
 "audio_rtt_min": 20,
 "audio_rtt_max": 100,
 "audio_out_jitter_min": 1,
 "audio_out_jitter_max": 10,
 "audio_out_jitter_avg": 5,
 "audio_out_lost": 0
 }
 ]
})";

std::string_view const reference_call =
    R"({"sid":"b3877c40-da60-4998-90ad-b792e98472ca",)"
    R"("account_sid":"b3877c40-da60-4998-90ad-b792e98472af",)"
    R"("date_created":"Wed, 19 Sep 2018 20:00:00 +0000",)"
    R"("date_updated":"Wed, 19 Sep 2018 21:00:00 +0000",)"
    R"("parent_call_sid":"b3877c40-da60-4998-90ad-b792e98472af",)"
    R"("to":"+13105678901","formatted_to":"(310) 567-8901","to_formatted":"(310) 567-8901",)"
    R"("from":"+13103384645","formatted_from":"(310) 338-4645",)"
    R"("from_formatted":"(310) 338-4645",)"
    R"("phone_number_sid":"b3877c40-da60-4998-90ad-b792e98472pn","status":"queued",)"
    R"("start_time":"Wed, 19 Sep 2018 20:00:01 +0000",)"
    R"("end_time":"Fri, 21 Sep 2018 10:00:00 +0000","duration":20,"price":0.003,)"
    R"("price_unit":"USD","direction":"inbound","answered_by":"human",)"
    R"("api_version":"2010-04-01",)"
    R"("uri":"/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af)"
    R"(/Calls/b3877c40-da60-4998-90ad-b792e98472ca.json","subresource_uris":{"recordings":)"
    R"("/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af)"
    R"(/Calls/b3877c40-da60-4998-90ad-b792e98472ca/Recordings.json"},)"
    R"("audio_in_mos":4.5,"sip_result_code":"200","audio_rtt_avg":50,"audio_rtt_min":20,)"
    R"("audio_rtt_max":100,"audio_out_jitter_min":1,"audio_out_jitter_max":10,)"
    R"("audio_out_jitter_avg":5,"audio_out_lost":0})";

namespace
{

/// Where the value of `member` begins in the reference call, and where it ends: at the comma or
/// brace behind it.
struct value_place
{
    explicit value_place(std::string_view member)
    {
        std::string const key = "\"" + std::string(member) + "\":";
        name = reference_call.find("{" + key) == 0 ? 1 : reference_call.find("," + key) + 1;
        BOOST_TEST_REQUIRE(name != 0U, "the reference call has no " << member);
        begin = name + key.size();
        std::size_t const next = reference_call.find(",\"", begin);
        end = member == "subresource_uris"   ? reference_call.find('}', begin) + 1
            : next == std::string_view::npos ? reference_call.size() - 1
                                             : next;
    }

    std::size_t name;
    std::size_t begin;
    std::size_t end;
};

} // namespace

std::string page_of(std::string_view calls)
{
    return R"({"uri":"/Calls?Page=0","first_page_uri":"/Calls?Page=0",)"
           R"("next_page_uri":null,"previous_page_uri":null,"page":0,"page_size":50,"calls":[)"
        + std::string(calls) + "]}";
}

std::string page_with(std::string_view member, std::string_view value)
{
    value_place const place(member);
    return page_of(
        std::string(reference_call.substr(0, place.begin)).append(value)
        + std::string(reference_call.substr(place.end)));
}

std::string call_without(std::string_view member)
{
    value_place const place(member);
    std::string call(reference_call);
    bool const last = place.end + 1 == call.size();
    std::size_t const begin = last ? place.name - 1 : place.name;
    call.erase(begin, place.end + (last ? 0 : 1) - begin);
    return call;
}

} // namespace unit
