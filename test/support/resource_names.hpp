#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace signalwire::test
{

/// The resources of the program by the names of their lists in the API reference.
inline std::map<std::string, std::string> const& resource_names()
{
    static std::map<std::string, std::string> const names = {
        {"accounts.list", "accounts"},
        {"applications.list", "applications"},
        {"calls.list", "calls"},
        {"conferences.list", "conferences"},
        {"conferences.participants.list", "participants"},
        {"conferences.recordings.list", "conference-recordings"},
        {"faxes.list", "faxes"},
        {"faxes.media.list", "fax-media"},
        {"laml_bins.list", "laml-bins"},
        {"messages.list", "messages"},
        {"messages.media.list", "message-media"},
        {"phone_numbers.list", "phone-numbers"},
        {"phone_numbers.list_available_countries", "available-countries"},
        {"phone_numbers.search_local", "local-numbers"},
        {"phone_numbers.search_toll_free", "toll-free-numbers"},
        {"queues.list", "queues"},
        {"queues.members.list", "queue-members"},
        {"recordings.list", "recordings"},
        {"transcriptions.list", "transcriptions"}};
    return names;
}

/// Returns a file of the API reference: `operations.json` or `models.json`.
inline boost::json::value read_reference(std::string const& name)
{
    std::ifstream in(SIGNALWIRE_TEST_REFERENCE "/" + name);
    return boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

} // namespace signalwire::test
