#include "tool/exit_status.hpp"

#include "tool/resource.hpp"
#include "tool/terminal.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <utility>

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
    phrase{"cursor: ", "--cursor: "},
    // Settings of environment variables.
    phrase{"tls.ca_file", "--ca-file or SIGNALWIRE_REST_CA_FILE"},
    phrase{"in proxy.url", "in HTTPS_PROXY"},
    phrase{"proxy.url: ", "HTTPS_PROXY: "},
    phrase{"host: ", "--host or SIGNALWIRE_SPACE: "},
    phrase{"project: ", "--project or SIGNALWIRE_PROJECT_ID: "},
    phrase{"token: ", "--token-file or SIGNALWIRE_API_TOKEN: "},
    // Settings that the program does not have.
    phrase{" (tls.certificate_file or tls.context)", ", which this program does not support"},
    phrase{" (timeouts.attempt)", ""},
    phrase{" (timeouts.total)", ""},
    phrase{" (retry.budget)", ""},
    phrase{" (pool.max_waiters)", ""},
    phrase{"no time left in timeouts.total", "the operation has no time left"},
    phrase{"the rest of timeouts.total", "the time left for the operation"},
    phrase{"limits.max_body_bytes", "the limit of this program"},
    phrase{"; increase watch_options::max_tracked_items", "; decrease the interval of --watch"},
};

/// Returns the message without the source location that Boost adds.
std::string without_location(boost::system::system_error const& error)
{
    std::string const text = error.what();
    std::size_t const code = text.find(error.code().what());
    return code == std::string::npos ? text : text.substr(0, code) + error.code().message();
}

failure classify(std::exception_ptr const& error)
{
    try
    {
        std::rethrow_exception(error);
    }
    catch (api_error const& e)
    {
        return failure(exit_status::api_error, e.what());
    }
    catch (protocol_error const& e)
    {
        return failure(exit_status::protocol, e.what());
    }
    catch (pagination_error const& e)
    {
        return failure(exit_status::protocol, e.what());
    }
    catch (signalwire::error const& e)
    {
        // Transport errors, timeouts, and requests that the client rejects.
        return failure(exit_status::transport, e.what());
    }
    catch (std::invalid_argument const& e)
    {
        // usage_error, and the library's errors for configurations and cursors.
        return failure(exit_status::usage, e.what());
    }
    catch (boost::system::system_error const& e)
    {
        return failure(exit_status::failure, without_location(e));
    }
    catch (std::bad_alloc const&)
    {
        return failure(exit_status::failure, "out of memory");
    }
    catch (std::exception const& e)
    {
        return failure(exit_status::failure, e.what());
    }
    catch (...)
    {
        return failure(exit_status::failure, "unknown error");
    }
}

/// Returns the length of the bound of a range of time at the beginning of `text`, such as
/// `StartTime>`; else 0.
std::size_t bound_length(std::string_view text)
{
    for (resource const& each : resources())
    {
        std::size_t const length = each.window.size();
        if (length > 0 && text.size() > length && text.starts_with(each.window)
            && (text[length] == '<' || text[length] == '>'))
            return length + 1;
    }
    return 0;
}

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
        std::size_t const bound = replaced ? 0 : bound_length(rest);
        if (replaced)
            out += found->program;
        else
            out += bound > 0 ? option_name(rest.substr(0, bound)) : std::string(rest.substr(0, 1));
        rest.remove_prefix(std::max<std::size_t>(replaced ? found->library.size() : bound, 1));
    }
    return out;
}

failure::failure(exit_status exit, std::string text)
    : status(exit)
    , message(std::move(text))
{
}

failure describe(std::exception_ptr const& error)
{
    failure result = classify(error);
    result.message = terminal_text(use_option_names(result.message));
    return result;
}

} // namespace signalwire::tool
