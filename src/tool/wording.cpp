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

/// Longer ones stand before those with which they begin.
constexpr std::array phrases = {
    // Of options: what their messages begin with is the option's name.
    phrase{"stream_options::prefetch_pages must", "must"},
    phrase{"stream_options::shards must be 0", "must be 0"},
    phrase{"stream_options::part must", "must"},
    phrase{"stream_options: shards and parts", "--shards and --shard"},
    phrase{"set both StartTime> and StartTime<", "give --start-time-after and --start-time-before"},
    phrase{
        "StartTime< must not be earlier than StartTime>",
        "--start-time-before must not be earlier than --start-time-after"},
    phrase{"cursor: ", "--cursor: "},
    // Of variables.
    phrase{"tls.ca_file", "--ca-file or SIGNALWIRE_REST_CA_FILE"},
    phrase{"in proxy.url", "in HTTPS_PROXY"},
    phrase{"proxy.url: ", "HTTPS_PROXY: "},
    phrase{"host: ", "--host or SIGNALWIRE_SPACE: "},
    phrase{"project: ", "--project or SIGNALWIRE_PROJECT_ID: "},
    phrase{"token: ", "--token-file or SIGNALWIRE_API_TOKEN: "},
    // What the program does not let anyone set.
    phrase{" (tls.certificate_file)", ", which this program has not"},
    phrase{" (timeouts.attempt)", ""},
    phrase{" (timeouts.total)", ""},
    phrase{" (retry.budget)", ""},
    phrase{" (pool.max_waiters)", ""},
    phrase{"timeouts.total leaves no time", "the operation has no time left"},
    phrase{"than timeouts.total leaves", "than the operation has time left"},
    phrase{"limits.body_bytes", "this program takes"},
    phrase{
        "; go on with a larger watch_options::max_calls",
        "; look more often with a shorter --watch"},
};

} // namespace

std::string in_program_words(std::string_view message)
{
    std::string out;
    std::string_view rest = message;
    while (!rest.empty())
    {
        auto const found = std::find_if(phrases.begin(), phrases.end(), [&](phrase const& each) {
            // A setting and a colon is what a message begins with; elsewhere it may be any text.
            bool const is_subject = each.library.ends_with(": ");
            return (out.empty() || !is_subject) && rest.starts_with(each.library);
        });
        bool const replaced = found != phrases.end();
        out += replaced ? found->program : rest.substr(0, 1);
        rest.remove_prefix(replaced ? found->library.size() : 1);
    }
    return out;
}

} // namespace signalwire::tool
