#include "tool/download_command.hpp"

#include "tool/interruption.hpp"
#include "tool/output.hpp"
#include "tool/progress.hpp"
#include "tool/terminal.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::tool
{

namespace asio = boost::asio;

namespace
{

/// Writes to the standard output.
class output_sink final : public download_sink
{
public:
    asio::awaitable<void> write(std::string_view bytes) override
    {
        output_.buffer() += bytes;
        co_await output_.drain();
    }

private:
    output output_;
};

download_destination destination_of(std::string const& name)
{
    return name == "-" ? download_destination(std::make_shared<output_sink>())
                       : download_destination(name);
}

std::string progress_text(download_progress const& now)
{
    std::string text = group_digits(now.bytes);
    if (now.total)
        text += " of " + group_digits(*now.total);
    return text + " bytes";
}

} // namespace

exit_status run_download(download_command_options const& options, client_config const& config)
{
    using clock = std::chrono::steady_clock;
    clock::time_point const start = clock::now();
    asio::io_context context(1);
    rest_client client(context, config);
    status_line status(STDERR_FILENO, !options.quiet);
    download_options what = options.download;
    what.progress([&](download_progress const& now) {
        if (clock::time_point const time = clock::now(); status.is_due(time))
            status.show(progress_text(now), time);
    });

    download_destination const to = destination_of(options.output);
    download_result result;
    auto const work = [&]() -> asio::awaitable<void> {
        result = co_await options.what->download(client.compat, options.ids, to, what);
    };
    bool const was_interrupted = run_until_signal(context, work());
    status.clear();
    if (was_interrupted)
        return exit_status::interrupted;
    if (!options.quiet)
    {
        run_totals totals;
        totals.noun = "byte";
        totals.items = result.bytes;
        totals.requests = client.stats().requests_sent;
        totals.connections = client.stats().connections_opened;
        totals.elapsed = clock::now() - start;
        print_error_line(summary_text(totals));
    }
    return exit_status::success;
}

} // namespace signalwire::tool
