#pragma once

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::core
{

/// Collects a response header and normalizes it for a strict parser. Deviations from RFC 9112 that
/// all parsers read alike are corrected; anything else is passed on, for the parser to reject.
class head_reader
{
public:
    /// Accepts a header of at most `limit` bytes.
    explicit head_reader(std::uint32_t limit) noexcept
        : left_(limit)
    {
    }

    /// Consumes bytes up to the end of the header and returns their number. Sets `ec` if this is
    /// not a response or the header is too long.
    std::size_t write(std::string_view bytes, boost::system::error_code& ec);

    [[nodiscard]] bool complete() const noexcept
    {
        return complete_;
    }

    /// The normalized header: lines end in CR LF, the last one is empty.
    [[nodiscard]] std::string const& text() const noexcept
    {
        return text_;
    }

    /// The names of the corrections made, each once.
    [[nodiscard]] std::vector<std::string_view> const& deviations() const noexcept
    {
        return deviations_;
    }

private:
    void on_piece(std::string_view piece, bool ends_line, boost::system::error_code& ec);
    void on_line(std::string_view line, boost::system::error_code& ec);
    void on_status_line(std::string_view line, boost::system::error_code& ec);
    void on_field(std::string_view line, boost::system::error_code& ec);
    void report_deviation(std::string_view name);

    std::size_t left_;
    /// The part of an incomplete line that has arrived.
    std::string line_;
    std::string text_;
    std::vector<std::string_view> deviations_;
    /// True if the previous field determines the body's length.
    bool is_length_ = false;
    bool complete_ = false;
};

} // namespace signalwire::core
