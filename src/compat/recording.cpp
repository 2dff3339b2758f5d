#include "compat/describe_recordings.hpp"
#include "compat/model.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/recording.hpp>

namespace signalwire::compat
{

bool operator==(recording_subresource_uris const& left, recording_subresource_uris const& right)
{
    return equal_members(left, right);
}

bool operator==(recording const& left, recording const& right)
{
    return equal_members(left, right);
}

bool recording::received(std::string_view member) const noexcept
{
    return received_member(*this, member);
}

std::string to_json(recording const& value)
{
    return json::write(value);
}

} // namespace signalwire::compat
