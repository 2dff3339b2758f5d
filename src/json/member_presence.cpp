#include <signalwire/member_presence.hpp>

#include <functional>
#include <map>
#include <utility>

namespace signalwire
{

struct member_presence::raw_texts
{
    struct entry
    {
        std::string written;
        std::string text;
    };

    [[nodiscard]] entry const* find(std::string_view member) const noexcept
    {
        auto const found = entries.find(member);
        return found == entries.end() ? nullptr : &found->second;
    }

    std::map<std::string, entry, std::less<>> entries;
};

std::string_view member_presence::raw_text(std::string_view member) const noexcept
{
    raw_texts::entry const* const found = raw_texts_ ? raw_texts_->find(member) : nullptr;
    return found ? std::string_view(found->text) : std::string_view();
}

std::string_view member_presence::raw_text(
    std::string_view member, std::string_view written) const noexcept
{
    raw_texts::entry const* const found = raw_texts_ ? raw_texts_->find(member) : nullptr;
    return found && found->written == written ? std::string_view(found->text) : std::string_view();
}

void member_presence::set_raw_text(std::string_view member, std::string written, std::string text)
{
    if (!raw_texts_)
        raw_texts_ = std::make_shared<raw_texts>();
    raw_texts_->entries.insert_or_assign(
        std::string(member), raw_texts::entry{std::move(written), std::move(text)});
}

void member_presence::reset(std::size_t member, std::string_view name) noexcept
{
    null_ &= ~(std::uint64_t{1} << member);
    drop_raw_text(name);
}

void member_presence::drop_raw_text(std::string_view member) noexcept
{
    if (!raw_texts_)
        return;
    auto const found = raw_texts_->entries.find(member);
    if (found != raw_texts_->entries.end())
        raw_texts_->entries.erase(found);
}

} // namespace signalwire
