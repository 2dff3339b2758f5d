#pragma once

#include "http/response_sink.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// Which bytes of a content to ask for, and what a response has (RFC 9110 section 14), without I/O.
/// An interrupted transfer continues only with what is provably the same content.
class range_state
{
public:
    /// What a response is.
    enum class verdict
    {
        /// The bytes that are missing, after `skipped` others.
        fits,
        /// The content from its first byte, and perhaps another one than before.
        from_start,
        /// Another range than was asked for, or one of another content.
        wrong_range,
        /// Larger than is allowed.
        too_large
    };

    explicit range_state(std::uint64_t max_bytes) noexcept
        : max_bytes_(max_bytes)
    {
    }

    /// Returns the header fields that ask for what is missing; none to ask for everything.
    [[nodiscard]] std::string header() const;

    [[nodiscard]] verdict on_head(http::response_head const& head);

    /// Forgets the content; the next response is the first.
    void restart() noexcept;

    /// Returns the part of `bytes` that was not there before.
    [[nodiscard]] std::string_view new_part(std::string_view bytes) noexcept;

    /// `count` bytes have been passed on.
    void on_delivered(std::uint64_t count) noexcept
    {
        delivered_ += count;
    }

    [[nodiscard]] std::uint64_t delivered() const noexcept
    {
        return delivered_;
    }

    /// The size of the content, if the server has told.
    [[nodiscard]] std::optional<std::uint64_t> total() const noexcept
    {
        return total_;
    }

    [[nodiscard]] std::uint64_t max_bytes() const noexcept
    {
        return max_bytes_;
    }

private:
    [[nodiscard]] verdict on_part(http::range_fields const& fields);
    [[nodiscard]] verdict on_whole(http::range_fields const& fields);
    [[nodiscard]] bool is_same(http::range_fields const& fields) const noexcept;

    std::uint64_t max_bytes_;
    std::uint64_t delivered_ = 0;
    std::uint64_t skip_ = 0;
    std::optional<std::uint64_t> total_;
    /// Of the content: a strong ETag, else its date of change; may be empty.
    std::string validator_;
};

} // namespace signalwire::client
