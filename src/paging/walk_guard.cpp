#include "paging/walk_guard.hpp"

#include <boost/url/decode_view.hpp>
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
        std::string token;
        std::vector<std::string> rest;
        for (auto const& parameter : url->params())
        {
            std::string const value = parameter.value;
            if (parameter.key == "PageToken")
                token = value;
            else if (parameter.key == "PageSize")
                std::from_chars(value.data(), value.data() + value.size(), size);
            // The first page is page 0, whether it says so or not.
            else if (parameter.key != "Page" || value != "0")
                rest.push_back(parameter.key + '=' + value);
        }
        id = token.empty() ? joined(std::move(rest)) : std::move(token);
    }

    /// The same token leads to the same page, whatever stands around it. Without one, a page is
    /// what its parameters say, in whatever order and spelling.
    std::string id;
    std::size_t size = 0;

private:
    static std::string joined(std::vector<std::string> parameters)
    {
        std::sort(parameters.begin(), parameters.end());
        std::string text;
        for (std::string const& each : parameters)
            text += each + '\n';
        return text;
    }
};

} // namespace

walk_guard::walk_guard(std::string_view first)
{
    page_address const address(first);
    static_cast<void>(cycle_.visit(address.id));
    page_size_ = address.size;
}

std::optional<errc> walk_guard::go_on(std::size_t items, std::string_view target)
{
    page_address const address(target);
    std::size_t const size_before = std::exchange(page_size_, address.size);
    empty_pages_ = items == 0 ? empty_pages_ + 1 : 0;
    if (cycle_.visit(address.id))
        return errc::page_cycle;
    if (address.size != 0 && address.size < size_before)
        return errc::shrinking_pages;
    if (empty_pages_ >= most_empty_pages)
        return errc::empty_pages;
    return std::nullopt;
}

bool walk_guard::doubts(std::string_view target) const
{
    page_address const address(target);
    return cycle_.knows(address.id) || (address.size != 0 && address.size < page_size_);
}

} // namespace signalwire::paging
