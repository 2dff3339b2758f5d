#include "paging/progress_guard.hpp"

#include <boost/url/decode_view.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::paging
{

namespace urls = boost::urls;

namespace
{

/// What identifies a page, and how large it is to be.
struct page_address
{
    explicit page_address(std::string_view target)
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
                size = number(parameter.value.decode());
        }
        if (id.empty())
            id = joined(*url);
    }

    /// The same token leads to the same page, whatever stands around it. Without one, a page is
    /// what its parameters say, in whatever order and spelling.
    std::string id;
    std::size_t size = 0;

private:
    static std::size_t number(std::string_view text) noexcept
    {
        std::size_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }

    static std::string joined(urls::url_view const& url)
    {
        std::vector<std::string> parameters;
        for (auto const& parameter : url.params())
        {
            // The first page is page 0, whether it says so or not.
            bool const says_nothing = parameter.key == "PageToken" || parameter.key == "PageSize"
                || (parameter.key == "Page" && parameter.value == "0");
            if (!says_nothing)
                parameters.push_back(parameter.key + '=' + parameter.value);
        }
        std::sort(parameters.begin(), parameters.end());
        std::string text;
        for (std::string const& each : parameters)
            text += each + '\n';
        return text;
    }
};

/// The same for the same items in any order.
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

walk_guard::walk_guard(std::string_view first)
{
    page_address const address(first);
    static_cast<void>(addresses_.visit(address.id));
    page_size_ = address.size;
}

walk_guard::page_kind walk_guard::visit(std::vector<std::size_t> const& hashes)
{
    empty_pages_ = hashes.empty() ? empty_pages_ + 1 : 0;
    if (hashes.empty())
        return page_kind::fresh;
    bool const is_known = contents_.visit(hash_of(hashes));
    bool const gets_on = !was_delivered(hashes.back());
    // Alone, an item that comes again may have been pushed on by others.
    if (is_known && gets_on && hashes.size() > 1)
        return page_kind::circle;
    if (is_known || !gets_on)
    {
        previous_.insert(hashes.back());
        return ++repeated_pages_ > most_repeated_pages ? page_kind::circle : page_kind::repeated;
    }
    repeated_pages_ = 0;
    previous_.clear();
    previous_.insert(hashes.begin(), hashes.end());
    if (first_.empty())
        first_ = previous_;
    return page_kind::fresh;
}

std::optional<errc> walk_guard::go_on(std::string_view target)
{
    page_address const address(target);
    std::size_t const size_before = std::exchange(page_size_, address.size);
    gets_smaller_ = address.size != 0 && address.size < size_before;
    if (addresses_.visit(address.id))
        return errc::page_cycle;
    if (empty_pages_ >= most_empty_pages)
        return errc::too_many_empty_pages;
    return std::nullopt;
}

bool walk_guard::doubts(std::string_view target) const
{
    return addresses_.knows(page_address(target).id);
}

} // namespace signalwire::paging
