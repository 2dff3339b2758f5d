#pragma once

#include "sandbox/account.hpp"
#include "sandbox/json_style_writer.hpp"
#include "sandbox/page_writer.hpp"
#include "unit/decoding.hpp"

#include <signalwire/compat/call.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace unit
{

/// A page of up to four random calls, the first, the last or one between, in two spellings.
struct random_page
{
    explicit random_page(std::uint64_t seed)
    {
        namespace detail = signalwire::sandbox::detail;
        std::mt19937_64 random(seed);
        detail::account const data("b3877c40-da60-4998-90ad-b792e98472af", 18, seed, seed % 2 == 0);
        detail::page_request request;
        request.path = "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls";
        request.page_size = 1 + random() % 4;
        request.page = random() % 19 / request.page_size;
        detail::call_number const begin =
            static_cast<detail::call_number>(request.page * request.page_size);
        detail::call_number const end =
            std::min(begin + static_cast<detail::call_number>(request.page_size), data.end());
        if (end < data.end())
            request.next = neighbour(request.page + 1, end, false);
        if (begin > 0)
            request.previous = neighbour(request.page - 1, begin, true);

        std::vector<detail::call_number> numbers;
        for (detail::call_number each = begin; each < end; ++each)
        {
            numbers.push_back(each);
            calls.push_back(data.at(each));
        }
        canonical = detail::render_page(detail::call_list(data), numbers, request);
        varied = detail::apply_varied_style(canonical, seed);
    }

    std::string canonical;
    signalwire::sandbox::detail::styled_page varied;
    std::vector<signalwire::compat::call> calls;

private:
    static signalwire::sandbox::detail::page_position neighbour(
        std::uint64_t page, signalwire::sandbox::detail::call_number edge, bool backwards)
    {
        signalwire::sandbox::detail::page_position out;
        out.page = page;
        out.edge = edge;
        out.backwards = backwards;
        return out;
    }
};

/// Always the same two thousand. They are made once: that takes longer than all that is done with
/// them.
inline std::vector<random_page> const& random_pages()
{
    static std::vector<random_page> const pages = [] {
        constexpr std::uint64_t count = 2000;
        std::vector<random_page> out;
        out.reserve(count);
        for (std::uint64_t seed = 0; seed != count; ++seed)
            out.emplace_back(seed);
        return out;
    }();
    return pages;
}

/// Decodes `text` in random pieces.
inline decoded decode_in_pieces(
    std::string_view text, signalwire::decoding_mode mode, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::size_t const most = std::size_t{1} << random() % 12;
    return decode(text, mode, [&] { return 1 + static_cast<std::size_t>(random()) % most; });
}

} // namespace unit
