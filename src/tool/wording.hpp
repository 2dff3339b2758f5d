#pragma once

#include <string>
#include <string_view>

namespace signalwire::tool
{

/// A message of the library with its settings called as users of the program know them: by the
/// option or the environment variable that sets them, or by what they do when neither does.
[[nodiscard]] std::string in_program_words(std::string_view message);

} // namespace signalwire::tool
