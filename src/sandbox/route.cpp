#include "sandbox/route.hpp"

#include "sandbox/percent_encoding.hpp"

#include <algorithm>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

/// Removes the first segment, with its slash, from `path` and returns it.
std::string_view take_segment(std::string_view& path) noexcept
{
    std::size_t const end = std::min(path.find('/', 1), path.size());
    std::string_view const segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

/// Writes the ids of `path` to `found` if it matches `pattern`.
bool match(std::string_view pattern, std::string_view path, route& found)
{
    found.parent.clear();
    found.sid.clear();
    while (!pattern.empty() && !path.empty())
    {
        std::string_view const expected = take_segment(pattern);
        std::string_view const segment = take_segment(path);
        if (!expected.starts_with("/{"))
        {
            if (segment != expected)
                return false;
            continue;
        }
        if (segment.size() < 2)
            return false;
        (pattern.empty() ? found.sid : found.parent) = segment.substr(1);
    }
    return pattern.empty() && path.empty();
}

/// Removes a suffix that the rows of an operation have.
std::string_view take_extension(std::string_view& path) noexcept
{
    for (std::string_view const each : {".json", ".wav", ".mp3"})
    {
        if (!path.ends_with(each))
            continue;
        path.remove_suffix(each.size());
        return each;
    }
    return {};
}

bool accepts(operation_facts const& operation, std::string_view extension) noexcept
{
    return extension.empty() || extension == ".json"
        || (operation.what == action::get
            && model_of(operation.model).content.starts_with("audio"));
}

} // namespace

route find_route(std::string_view method, std::string_view path)
{
    route result;
    result.extension = take_extension(path);
    for (operation_facts const& each : all_operations())
    {
        route found;
        if (!accepts(each, result.extension) || !match(each.path, path, found))
            continue;
        result.allowed.append(result.allowed.empty() ? "" : ", ").append(each.method);
        if (each.method != method)
            continue;
        result.operation = &each;
        result.parent = std::move(found.parent);
        result.sid = std::move(found.sid);
    }
    return result;
}

bool is_content(route const& target) noexcept
{
    if (!target.operation || target.operation->what != action::get || target.extension == ".json")
        return false;
    model_facts const& model = model_of(target.operation->model);
    return !model.content.empty() && model.path.ends_with(target.operation->path);
}

std::string path_of_row(model_facts const& model, std::string_view parent, std::string_view sid)
{
    std::string result;
    for (std::string_view rest = model.path; !rest.empty();)
    {
        std::string_view const segment = take_segment(rest);
        if (!segment.starts_with("/{"))
        {
            result.append(segment);
            continue;
        }
        result += '/';
        append_percent_encoded(result, rest.empty() ? sid : parent);
    }
    return result;
}

} // namespace signalwire::sandbox::detail
