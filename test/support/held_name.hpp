#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace signalwire::test
{

/// A host name about which the name service of this process does as the test says: this program has
/// its own getaddrinfo, which blocks on such a name until there is something to say. Whoever still
/// asks when this is destroyed is told that the name service has failed.
class held_name
{
public:
    /// Questions about `name` remain unanswered.
    explicit held_name(std::string name);
    ~held_name();

    held_name(held_name const&) = delete;
    held_name& operator=(held_name const&) = delete;

    /// Answers those who wait, and the questions to come, with `address`, an IP address, and with
    /// `another` behind it if that is not empty.
    void answer(std::string const& address, std::string const& another = {});

    /// Answers one question with `address`, before what is said of all of them.
    void answer_once(std::string const& address);

    /// Answers those who wait, and the questions to come, with an error such as EAI_NONAME.
    void refuse(int code);
    void refuse_once(int code);

    /// Answers no more questions.
    void hold();

    /// How often the name was asked about.
    [[nodiscard]] std::size_t questions() const;

    struct state;

private:
    std::string name_;
    std::shared_ptr<state> state_;
};

} // namespace signalwire::test
