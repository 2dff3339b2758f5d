#pragma once

namespace signalwire::json
{

/// What follows the first byte of a character of UTF-8 (RFC 3629 section 4).
struct utf8_lead
{
    constexpr explicit utf8_lead(unsigned char byte) noexcept
        : missing(
              byte < 0xc2 || byte > 0xf4 ? 0
                  : byte < 0xe0          ? 1
                  : byte < 0xf0          ? 2
                                         : 3)
        , min_byte(
              byte == 0xe0       ? 0xa0
                  : byte == 0xf0 ? 0x90
                                 : 0x80)
        , max_byte(
              byte == 0xed       ? 0x9f
                  : byte == 0xf4 ? 0x8f
                                 : 0xbf)
    {
    }

    /// The number of continuation bytes; 0 if no character begins like this.
    int missing;
    /// The valid range of the first one, which excludes overlong forms, surrogates and values
    /// beyond U+10FFFF.
    unsigned char min_byte;
    unsigned char max_byte;
};

} // namespace signalwire::json
