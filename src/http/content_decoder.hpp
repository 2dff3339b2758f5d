#pragma once

#include "http/gzip_decoder.hpp"
#include "http/response_sink.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::http
{

/// Undoes the content coding (RFC 9110 section 8.4) of a response on its way to another sink. What
/// the body begins with counts for more than what the header calls it.
class content_decoder final : public response_sink
{
public:
    /// Lets at most `limit` bytes of a compressed body through to `target`.
    content_decoder(response_sink& target, std::uint64_t limit)
        : target_(target)
        , limit_(limit)
    {
    }

    void on_head(response_head const& head) override;
    void on_deviation(std::string_view name, boost::system::error_code& ec) override;
    void on_body(std::string_view bytes, boost::system::error_code& ec) override;
    [[nodiscard]] bool complete() const override;
    void on_pause() override;
    void on_end(boost::system::error_code& ec) override;

    /// What is wrong with the encoding, as a clause; empty when nothing is.
    [[nodiscard]] std::string const& problem() const noexcept
    {
        return problem_;
    }

private:
    /// How the body is encoded that begins with `first`; `ec` is set when that is unknown.
    void choose(char first, boost::system::error_code& ec);
    void end_gzip(boost::system::error_code& ec);
    void explain(boost::system::error_code const& ec);

    response_sink& target_;
    std::uint64_t limit_;
    /// The codings as the header names them.
    std::string named_;
    bool target_failed_ = false;
    /// An empty body is no gzip, and none is needed for a response that has nothing to say.
    bool got_bytes_ = false;
    std::optional<gzip_decoder> gzip_;
    std::string problem_;
};

} // namespace signalwire::http
