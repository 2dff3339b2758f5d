#pragma once

#include "sandbox/answer.hpp"
#include "sandbox/bounded_cache.hpp"
#include "sandbox/call_data.hpp"
#include "sandbox/list_query.hpp"
#include "sandbox/page_writer.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The API without its transport: requests to answers. Safe from any thread.
class api
{
public:
    explicit api(server_options const& options);

    /// `authorization` is the header's value, empty when there is none.
    [[nodiscard]] answer handle(
        std::string_view method, std::string_view target, std::string_view authorization);

    [[nodiscard]] call_data const& data() const noexcept
    {
        return data_;
    }

    [[nodiscard]] index_list select(selection const& filter);

private:
    [[nodiscard]] bool is_authorized(std::string_view authorization) const noexcept;
    [[nodiscard]] answer route(std::string_view method, std::string_view target);
    [[nodiscard]] answer list(std::string_view target, std::string_view path);
    [[nodiscard]] answer list_page(list_query const& query, std::string_view path);
    [[nodiscard]] std::uint64_t listing_of(std::string_view filter, std::uint64_t page_size) const;

    call_data data_;
    std::string calls_path_;
    std::string credentials_;
    std::uint64_t account_;
    spelling spelling_;
    std::uint64_t seed_;
    bounded_cache<std::string> pages_;
    bounded_cache<std::vector<std::uint32_t>> selections_;
};

/// RFC 4648, section 4.
[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace signalwire::sandbox::detail
