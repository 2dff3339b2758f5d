#pragma once

#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/operation_source.hpp>
#include <signalwire/download.hpp>
#include <signalwire/request_options.hpp>

#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// Completes a handler with the result of a download.
struct deliver_download
{
    template <class Handler>
    void operator()(Handler&& handler, operation_source::download_outcome const& outcome) const
    {
        if (!outcome)
            return complete_with_failure(
                std::move(handler), outcome.error(), slot, download_result());
        std::move(handler)(std::exception_ptr(), *outcome);
    }

    error_ptr* slot;
};

class initiate_download : public initiation<operation_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, std::string const& path, download_destination const& to,
        download_options const& what, request_options const& options) const
    {
        source_->download(
            path, to, what, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_download{slot}));
    }
};

} // namespace signalwire::detail
