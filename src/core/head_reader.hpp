#pragma once

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::core
{

/// Collects the header of a response and writes it down as RFC 9112 has it, so that a strict parser
/// can judge it: where everybody reads the same in a sloppy header, that is what it becomes. All
/// else is passed on as it came, for the parser to refuse.
class head_reader
{
public:
    /// Takes a header of at most `limit` bytes, as they arrive.
    explicit head_reader(std::uint32_t limit) noexcept
        : left_(limit)
    {
    }

    /// Takes bytes, none behind the end of the header; gives how many. `ec` is set when this is no
    /// response or its header is too long.
    std::size_t write(std::string_view bytes, boost::system::error_code& ec);

    [[nodiscard]] bool complete() const noexcept
    {
        return complete_;
    }

    /// The header with its lines ending in CR LF and the empty line at its end.
    [[nodiscard]] std::string const& text() const noexcept
    {
        return text_;
    }

    /// What was written down differently than it came; each once.
    [[nodiscard]] std::vector<std::string_view> const& deviations() const noexcept
    {
        return deviations_;
    }

private:
    void take_piece(std::string_view piece, bool ends_line, boost::system::error_code& ec);
    void take_line(std::string_view line, boost::system::error_code& ec);
    void take_status_line(std::string_view line, boost::system::error_code& ec);
    void take_field(std::string_view line, boost::system::error_code& ec);
    void deviate(std::string_view name);

    std::size_t left_;
    /// The line that is arriving, as it came, when it has come in part.
    std::string line_;
    std::string text_;
    std::vector<std::string_view> deviations_;
    /// Whether the field before decides where the body ends.
    bool is_length_ = false;
    bool complete_ = false;
};

} // namespace signalwire::core
