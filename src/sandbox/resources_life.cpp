// The lives of what requests have created, and their webhooks.

#include "sandbox/resources.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using compat::call_status;
using std::chrono::sys_seconds;

std::string_view event_of(call_status_value status) noexcept
{
    switch (status)
    {
    case call_status::queued:
    case call_status::initiated: return "initiated";
    case call_status::ringing: return "ringing";
    case call_status::in_progress: return "answered";
    default: return "completed";
    }
}

std::optional<call_status_value> status_named(std::string_view name) noexcept
{
    auto const& names = call_status::names;
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<call_status_value>(found - names.begin() + 1);
}

/// Sets the members of a recording that ends.
void end_recording(row& ended, sys_seconds at, sys_seconds begin)
{
    ended.set("end_time", at);
    ended.set("duration", std::to_string((at - begin).count()));
    ended.set("price", "-0.0025");
}

void append(
    webhook_parameters& parameters, std::string_view name, row const& from, std::string_view member)
{
    if (std::optional<std::string_view> const value = from.get(member))
        parameters.emplace_back(name, *value);
}

} // namespace

void resources::set_webhooks(std::function<void(webhook)> sink, std::string origin)
{
    webhooks_ = std::move(sink);
    origin_ = std::move(origin);
}

void resources::settle(std::uint64_t request)
{
    for (;;)
    {
        for (call_change const& each : calls_.take_changes())
            on_call_change(each, request);
        if (steps_.empty() || steps_.begin()->first > calls_.now())
            return;
        auto const due = steps_.extract(steps_.begin());
        run_step(due.mapped(), due.key(), request);
    }
}

std::optional<sys_seconds> resources::next_step() const noexcept
{
    return steps_.empty() ? std::nullopt : std::optional(steps_.begin()->first);
}

bool resources::set_status(std::string_view sid, std::string_view status, std::uint64_t request)
{
    if (std::optional<call_number> const number = calls_.find(sid))
    {
        std::optional<call_status_value> const known = status_named(status);
        if (known)
            calls_.set_status(*number, *known, calls_.now(), request);
        return known.has_value();
    }
    for (model_facts const& model : all_models())
    {
        row* const found = store_.find(model.name, sid);
        if (!found || !found->get("status"))
            continue;
        set_row_status(*found, status, calls_.now());
        return true;
    }
    return false;
}

void resources::schedule(
    std::string_view model, std::string const& sid, std::size_t index, sys_seconds from)
{
    std::vector<life_step> const* const life = life_of(model);
    if (life && index < life->size())
        steps_.emplace(from + (*life)[index].after, step{model, sid, index});
}

std::vector<life_step> const* resources::life_of(std::string_view model) const noexcept
{
    if (model == "fax")
        return &options_.fax_life;
    if (model == "message")
        return &options_.message_life;
    return model == "call" ? &options_.call_life : nullptr;
}

void resources::run_step(step const& due, sys_seconds at, std::uint64_t request)
{
    if (due.model == "call")
    {
        std::optional<call_number> const number = calls_.find(due.sid);
        if (!number || is_final(calls_.lifecycle(*number).status))
            return;
        calls_.set_status(
            *number, *status_named(options_.call_life[due.index].status), at, request);
    }
    else
    {
        row* const found = store_.find(due.model, due.sid);
        if (!found || is_over(*found))
            return;
        set_row_status(*found, (*life_of(due.model))[due.index].status, at);
    }
    schedule(due.model, due.sid, due.index + 1, at);
}

void resources::on_call_change(call_change const& change, std::uint64_t request)
{
    if (calls_.is_removed(change.number) || change.status == call_status::queued)
        return;
    std::string const sid = calls_.sid_at(change.number);
    send_call_webhook(change.number, event_of(change.status), name_of(change.status), change.at);
    if (change.status == call_status::in_progress)
    {
        auto const recorded = to_record_.extract(sid);
        if (row* const started =
                recorded ? start_recording(sid, recorded.mapped(), change.at) : nullptr)
        {
            started->set("source", "OutBoundApi");
            record_creation("recording", started->sid, form(), request);
        }
    }
    if (!is_final(change.status))
        return;
    end_dependents(sid, change.at);
    to_record_.erase(sid);
    callbacks_.erase(sid);
}

void resources::end_dependents(std::string const& sid, sys_seconds at)
{
    auto const [begin, end] = dependents_.equal_range(sid);
    for (auto each = begin; each != end; ++each)
    {
        row* const found = store_.find(each->second.model, each->second.sid);
        if (found && !is_over(*found))
            set_row_status(
                *found, each->second.model.ends_with("stream") ? "stopped" : "completed", at);
    }
    dependents_.erase(begin, end);
}

void resources::end_fax(row& ended, sys_seconds at)
{
    std::string const sid(ended.get("media_sid").value_or(""));
    ended.set("date_updated", at);
    ended.set("num_pages", "1");
    ended.set("duration", "60");
    ended.set("price", "-0.0050");
    if (ended.get("media_url"))
        store_.create("fax_media", form(), ended.sid, at, sid);
}

void resources::set_row_status(row& changed, std::string_view status, sys_seconds at)
{
    changed.set("status", status);
    changed.set("date_updated", at);
    if (changed.model->name == "message")
    {
        if (status == "sent")
        {
            changed.set("date_sent", at);
            changed.set("price", "-0.0040");
        }
        if (status == "failed" || status == "undelivered")
            changed.set("error_code", "30003");
    }
    if (changed.model->name == "recording" && is_over(changed))
        end_recording(changed, at, changed.time("start_time").value_or(at));
    if (changed.model->name == "fax" && (status == "delivered" || status == "received"))
        end_fax(changed, at);
    if (changed.model->name == "conference" && is_over(changed))
        end_dependents(changed.sid, at);
    send_row_webhook(changed);
}

row* resources::start_recording(std::string const& call_sid, form const& content, sys_seconds at)
{
    row* const created = store_.create("recording", content, call_sid, at);
    if (!created)
        return nullptr;
    created->set("call_sid", call_sid);
    if (content.value("RecordingChannels") == "dual")
    {
        created->set("channel", "2");
        created->set("channels", "2");
    }
    dependents_.emplace(call_sid, dependent{"recording", created->sid});
    add_callback(created->sid, content, "Recording");
    send_row_webhook(*created);
    return created;
}

void resources::add_callback(std::string const& sid, form const& content, std::string_view prefix)
{
    std::string const name = std::string(prefix) + "StatusCallback";
    callback& added = callbacks_[sid];
    added.url = content.value(name);
    if (added.url.empty())
    {
        callbacks_.erase(sid);
        return;
    }
    added.method = content.value(name + "Method").empty() ? "POST" : content.value(name + "Method");
    for (std::string_view words : content.values(name + "Event"))
    {
        while (!words.empty())
            added.events.emplace_back(take_until(words, ' '));
    }
}

void resources::send_call_webhook(
    call_number number, std::string_view event, std::string_view status, sys_seconds at)
{
    auto const found = callbacks_.find(calls_.sid_at(number));
    if (!webhooks_ || found == callbacks_.end() || !found->second.wants(event))
        return;
    compat::call const call = calls_.at(number);
    webhook result;
    result.sid = call.sid;
    result.url = found->second.url;
    result.method = found->second.method;
    result.parameters = {
        {"CallSid", call.sid},
        {"AccountSid", call.account_sid},
        {"From", call.from},
        {"To", call.to},
        {"CallStatus", std::string(status)},
        {"ApiVersion", call.api_version},
        {"Direction", std::string(call.direction.text())},
        {"Timestamp", time_text(at)},
        {"CallbackSource", "call-progress-events"},
        {"SequenceNumber", std::to_string(found->second.sequence++)}};
    if (event == "completed")
    {
        result.parameters.emplace_back("CallDuration", std::to_string(call.duration));
        result.parameters.emplace_back("Duration", std::to_string(call.duration));
    }
    webhooks_(std::move(result));
}

void resources::send_row_webhook(row const& about)
{
    std::string_view const status = about.get("status").value_or("");
    auto const found = callbacks_.find(about.sid);
    if (!webhooks_ || found == callbacks_.end())
        return;
    std::string_view const model = about.model->name;
    bool const is_stream = model.ends_with("stream");
    bool const is_recording = model == "recording";
    if (!found->second.wants(is_recording && is_over(about) ? "completed" : status))
        return;
    webhook result;
    result.sid = about.sid;
    result.url = found->second.url;
    result.method = found->second.method;
    webhook_parameters& parameters = result.parameters;
    append(parameters, "AccountSid", about, "account_sid");
    append(parameters, "ApiVersion", about, "api_version");
    if (is_recording)
    {
        append(parameters, "CallSid", about, "call_sid");
        parameters.emplace_back("RecordingSid", about.sid);
        std::string url = origin_ + std::string(about.get("uri").value_or(""));
        url.resize(url.size() - std::string_view(".json").size());
        parameters.emplace_back("RecordingUrl", std::move(url));
        append(parameters, "RecordingStatus", about, "status");
        append(parameters, "RecordingDuration", about, "duration");
        append(parameters, "RecordingChannels", about, "channels");
    }
    else if (is_stream)
    {
        append(parameters, "CallSid", about, "call_sid");
        append(parameters, "ConferenceSid", about, "conference_sid");
        parameters.emplace_back("StreamSid", about.sid);
        append(parameters, "StreamName", about, "name");
        parameters.emplace_back(
            "StreamEvent", is_over(about) ? "stream-stopped" : "stream-started");
    }
    else
    {
        bool const is_fax = model == "fax";
        parameters.emplace_back(is_fax ? "FaxSid" : "MessageSid", about.sid);
        if (!is_fax)
            parameters.emplace_back("SmsSid", about.sid);
        append(parameters, is_fax ? "FaxStatus" : "MessageStatus", about, "status");
        append(parameters, "From", about, "from");
        append(parameters, "To", about, "to");
        append(parameters, "ErrorCode", about, "error_code");
    }
    parameters.emplace_back(
        "Timestamp", time_text(about.time("date_updated").value_or(sys_seconds())));
    parameters.emplace_back("SequenceNumber", std::to_string(found->second.sequence++));
    webhooks_(std::move(result));
}

} // namespace signalwire::sandbox::detail
