#include "paging/progress_guard.hpp"

#include "core/text.hpp"

#include <boost/url/decode_view.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::paging
{

namespace urls = boost::urls;

namespace
{

/// Returns the parameters of a target without a token, in a canonical form.
std::string canonical_parameters(urls::url_view const& url)
{
    std::vector<std::string> parameters;
    for (auto const& parameter : url.params())
    {
        // The first page is page 0, with and without that parameter.
        bool const is_irrelevant = parameter.key == "PageToken" || parameter.key == "PageSize"
            || (parameter.key == "Page" && parameter.value == "0");
        if (!is_irrelevant)
            parameters.push_back(parameter.key + '=' + parameter.value);
    }
    std::sort(parameters.begin(), parameters.end());
    std::string text;
    for (std::string const& each : parameters)
        text += each + '\n';
    return text;
}

/// Returns a hash that does not depend on the order of the items.
std::size_t hash_of(std::vector<std::size_t> const& hashes) noexcept
{
    constexpr std::size_t golden_ratio = 0x9e3779b97f4a7c15;
    std::size_t sum = hashes.size();
    for (std::size_t each : hashes)
    {
        each *= golden_ratio;
        sum += each ^ (each >> 32);
    }
    return sum;
}

} // namespace

page_address::page_address(std::string_view target)
{
    boost::system::result<urls::url_view> const url = urls::parse_origin_form(target);
    if (!url)
    {
        id = target;
        return;
    }
    for (auto const& parameter : url->encoded_params())
    {
        if (*parameter.key == "PageToken")
            id = parameter.value.decode();
        else if (*parameter.key == "PageSize")
            size = core::parse_number<std::size_t>(parameter.value.decode()).value_or(0);
    }
    if (id.empty())
        id = canonical_parameters(*url);
}

progress_guard::progress_guard(page_address const& first)
    : page_size_(first.size)
{
    static_cast<void>(addresses_.visit(first.id));
}

progress_guard::page_kind progress_guard::visit(std::vector<std::size_t> const& hashes)
{
    empty_pages_ = hashes.empty() ? empty_pages_ + 1 : 0;
    if (hashes.empty())
        return page_kind::fresh;
    bool const is_known = contents_.visit(hash_of(hashes));
    bool const progresses = !was_delivered(hashes.back());
    // New items may have pushed a single item to the next page.
    if (is_known && progresses && hashes.size() > 1)
        return page_kind::cycle;
    if (is_known || !progresses)
    {
        previous_.insert(hashes.back());
        return ++repeated_pages_ > max_repeated_pages ? page_kind::cycle : page_kind::repeated;
    }
    repeated_pages_ = 0;
    previous_.clear();
    previous_.insert(hashes.begin(), hashes.end());
    if (first_.empty())
        first_ = previous_;
    return page_kind::fresh;
}

std::optional<errc> progress_guard::check_next(page_address const& target)
{
    std::size_t const size_before = std::exchange(page_size_, target.size);
    page_size_decreased_ = target.size != 0 && target.size < size_before;
    if (addresses_.visit(target.id))
        return errc::page_cycle;
    if (empty_pages_ >= max_empty_pages)
        return errc::too_many_empty_pages;
    return std::nullopt;
}

bool progress_guard::is_suspicious(page_address const& target) const
{
    return addresses_.contains(target.id);
}

} // namespace signalwire::paging
