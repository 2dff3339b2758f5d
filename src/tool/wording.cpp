#include "tool/wording.hpp"

#include <algorithm>
#include <array>

namespace signalwire::tool
{

namespace
{

struct phrase
{
    std::string_view library;
    std::string_view program;
};

/// Invariant: a phrase precedes its prefixes.
constexpr std::array phrases = {
    // Settings of options. The message already starts with the option's name.
    phrase{"stream_options::prefetch_pages must", "must"},
    phrase{"stream_options::shards must be 0", "must be 0"},
    phrase{"stream_options::partition must", "must"},
    phrase{"stream_options: shards and partitions", "--shards and --shard"},
    phrase{"set both StartTime> and StartTime<", "set --start-time-after and --start-time-before"},
    phrase{
        "StartTime< must not be earlier than StartTime>",
        "--start-time-before must not be earlier than --start-time-after"},
    phrase{"cursor: ", "--cursor: "},
    // Settings of environment variables.
    phrase{"tls.ca_file", "--ca-file or SIGNALWIRE_REST_CA_FILE"},
    phrase{"in proxy.url", "in HTTPS_PROXY"},
    phrase{"proxy.url: ", "HTTPS_PROXY: "},
    phrase{"host: ", "--host or SIGNALWIRE_SPACE: "},
    phrase{"project: ", "--project or SIGNALWIRE_PROJECT_ID: "},
    phrase{"token: ", "--token-file or SIGNALWIRE_API_TOKEN: "},
    // Settings that the program does not have.
    phrase{" (tls.certificate_file)", ", which this program does not support"},
    phrase{" (timeouts.attempt)", ""},
    phrase{" (timeouts.total)", ""},
    phrase{" (retry.budget)", ""},
    phrase{" (pool.max_waiters)", ""},
    phrase{"no time left in timeouts.total", "the operation has no time left"},
    phrase{"the rest of timeouts.total", "the time left for the operation"},
    phrase{"limits.max_body_bytes", "the limit of this program"},
    phrase{"; increase watch_options::max_tracked_items", "; decrease the interval of --watch"},
};

} // namespace

std::string use_option_names(std::string_view message)
{
    std::string out;
    std::string_view rest = message;
    while (!rest.empty())
    {
        auto const found = std::find_if(phrases.begin(), phrases.end(), [&](phrase const& entry) {
            // A setting with a colon is replaced at the start of the message only.
            bool const is_subject = entry.library.ends_with(": ");
            return (out.empty() || !is_subject) && rest.starts_with(entry.library);
        });
        bool const replaced = found != phrases.end();
        out += replaced ? found->program : rest.substr(0, 1);
        rest.remove_prefix(replaced ? found->library.size() : 1);
    }
    return out;
}

} // namespace signalwire::tool
