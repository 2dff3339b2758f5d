#include "paging/page_error.hpp"

#include "client/text.hpp"

namespace signalwire::paging
{

namespace
{

pagination_error make(errc code, std::string const& reason, std::string const& uri)
{
    error_context context;
    context.method = "GET";
    context.url = client::quoted(uri);
    return pagination_error(code, reason, uri, context);
}

} // namespace

pagination_error foreign_page(std::string const& uri, std::string const& problem)
{
    return make(errc::foreign_page, "the page cannot be followed: " + problem, uri);
}

pagination_error page_cycle(std::string const& uri)
{
    return make(
        errc::page_cycle, "the listing goes in a circle: this page has been there before", uri);
}

} // namespace signalwire::paging
