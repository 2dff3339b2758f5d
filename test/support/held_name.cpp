#include "support/held_name.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace signalwire::test
{

struct held_name::state
{
    /// What getaddrinfo gives, and of which addresses it does when that is 0.
    struct verdict
    {
        verdict(int result, std::string where, std::string or_where = {})
            : code(result)
            , address(std::move(where))
            , another(std::move(or_where))
        {
        }

        int code;
        std::string address;
        /// May be empty.
        std::string another;
    };

    state() = default;

    void say(std::optional<verdict> what)
    {
        {
            std::lock_guard const lock(mutex);
            lasting = std::move(what);
        }
        changed.notify_all();
    }

    void say_once(verdict what)
    {
        {
            std::lock_guard const lock(mutex);
            passing.push_back(std::move(what));
        }
        changed.notify_all();
    }

    /// Waits until there is a verdict.
    verdict ask()
    {
        std::unique_lock lock(mutex);
        ++questions;
        changed.wait(lock, [this] { return lasting || !passing.empty(); });
        if (passing.empty())
            return *lasting;
        verdict const once = std::move(passing.front());
        passing.pop_front();
        return once;
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::size_t questions = 0;
    std::deque<verdict> passing;
    std::optional<verdict> lasting;
};

namespace
{

class held_names
{
public:
    static held_names& instance()
    {
        static held_names names;
        return names;
    }

    void add(std::string const& name, std::shared_ptr<held_name::state> what)
    {
        std::lock_guard const lock(mutex_);
        names_.emplace(name, std::move(what));
    }

    void remove(std::string const& name)
    {
        std::lock_guard const lock(mutex_);
        names_.erase(name);
    }

    std::shared_ptr<held_name::state> find(std::string const& name)
    {
        std::lock_guard const lock(mutex_);
        auto const found = names_.find(name);
        return found == names_.end() ? nullptr : found->second;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<held_name::state>> names_;
};

} // namespace

held_name::held_name(std::string name)
    : name_(std::move(name))
    , state_(std::make_shared<state>())
{
    held_names::instance().add(name_, state_);
}

held_name::~held_name()
{
    held_names::instance().remove(name_);
    refuse(EAI_FAIL);
}

void held_name::answer(std::string const& address, std::string const& another)
{
    state_->say(state::verdict(0, address, another));
}

void held_name::answer_once(std::string const& address)
{
    state_->say_once(state::verdict(0, address));
}

void held_name::refuse(int code)
{
    state_->say(state::verdict(code, {}));
}

void held_name::refuse_once(int code)
{
    state_->say_once(state::verdict(code, {}));
}

void held_name::hold()
{
    state_->say(std::nullopt);
}

std::size_t held_name::questions() const
{
    std::lock_guard const lock(state_->mutex);
    return state_->questions;
}

} // namespace signalwire::test

/// Stands before the C library's, for the whole program.
extern "C" int getaddrinfo(
    char const* node, char const* service, addrinfo const* hints, addrinfo** result)
{
    using function = int(char const*, char const*, addrinfo const*, addrinfo**);
    static auto* const next = reinterpret_cast<function*>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    auto const held = node ? signalwire::test::held_names::instance().find(node) : nullptr;
    if (!held)
        return next(node, service, hints, result);
    auto const verdict = held->ask();
    if (verdict.code != 0)
        return verdict.code;
    int const code = next(verdict.address.c_str(), service, hints, result);
    if (code != 0 || verdict.another.empty())
        return code;
    // POSIX: freeaddrinfo frees lists that have been taken apart, so each node is on its own.
    addrinfo** end = &(*result)->ai_next;
    while (*end != nullptr)
        end = &(*end)->ai_next;
    return next(verdict.another.c_str(), service, hints, end);
}
