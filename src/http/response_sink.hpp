#pragma once

#include "http/response_head.hpp"

#include <boost/system/error_code.hpp>

#include <string_view>

namespace signalwire::http
{

/// Where a response goes while it arrives.
class response_sink
{
public:
    virtual ~response_sink() = default;

    virtual void on_head(response_head const& head) = 0;

    /// Something deviates from HTTP that does no harm; `name` is such as `http.status_line`. Comes
    /// behind the head. `ec` as below.
    virtual void on_deviation(std::string_view name, boost::system::error_code& ec)
    {
        static_cast<void>(name);
        static_cast<void>(ec);
    }

    /// A piece of the body, chunking undone. Setting `ec` ends the exchange with a protocol
    /// failure of that code.
    virtual void on_body(std::string_view bytes, boost::system::error_code& ec) = 0;

    /// Whether what has come of the body says by itself that nothing is missing, so that it does no
    /// harm when the connection ends here.
    [[nodiscard]] virtual bool complete() const
    {
        return false;
    }

    /// All that has arrived was taken, and the response is not complete: the wire is being waited
    /// for.
    virtual void on_pause() {}

    /// The body is complete; `ec` as above.
    virtual void on_end(boost::system::error_code& ec) = 0;

protected:
    response_sink() = default;
    response_sink(response_sink const&) = default;
    response_sink& operator=(response_sink const&) = default;
};

} // namespace signalwire::http
