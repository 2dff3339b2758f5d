#include "sandbox/resources.hpp"

#include "sandbox/json_writer.hpp"
#include "sandbox/row_list.hpp"
#include "sandbox/sample_values.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

response row_response(row const& content, int status)
{
    std::string out;
    append_json(out, content.content);
    return json_response(status, std::make_shared<std::string const>(std::move(out)));
}

response removed()
{
    return response(204, nullptr);
}

response wrong_state(std::string_view what)
{
    return error_response(422, 21220, what);
}

std::size_t number_of(std::string_view digits) noexcept
{
    std::size_t result = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), result);
    return result;
}

/// Returns the sound or picture of a row.
response content_response(
    row const& owner, std::string_view extension, server_options const& options,
    range_headers const& ranges)
{
    bool const is_recording = owner.model->name == "recording";
    // There is no sound before the end.
    if (is_recording && !owner.get("end_time"))
        return not_found();
    bool const is_mpeg = extension == ".mp3";
    std::size_t size = options.recording_bytes;
    if (size == 0)
        size = (is_mpeg ? 16'000 : 8000) * (1 + number_of(owner.get("duration").value_or("1")));
    return sound_response(
        is_mpeg ? "audio/mpeg" : owner.model->content, fingerprint(0, owner.sid), size, ranges);
}

} // namespace

resources::resources(server_options const& options, account& calls)
    : options_(options)
    , calls_(calls)
    , store_(options.project, account_path(options.project), options.seed)
{
    add_recordings();
}

response resources::get(route const& target, range_headers const& ranges)
{
    if (target.operation->model == "call")
    {
        std::optional<call_number> const number = calls_.find(target.sid);
        return number ? call_response(*number, 200) : not_found();
    }
    row const* const found = has_parent(target)
        ? store_.find(target.operation->model, target.sid, target.parent)
        : nullptr;
    if (!found || is_content(target))
        return found ? content_response(*found, target.extension, options_, ranges) : not_found();
    return row_response(*found, 200);
}

response resources::list(
    route const& target, std::string_view path, std::string_view query, std::uint64_t request,
    page_token_expiry const& expiry)
{
    if (!has_parent(target))
        return not_found();
    row_list_request page;
    page.operation = target.operation;
    page.path = path;
    page.query = query;
    page.parent = target.parent;
    page.number = request;
    return list_rows(store_.rows(target.operation->model), page, options_, expiry);
}

response resources::write(route const& target, form content, std::uint64_t request)
{
    operation_facts const& operation = *target.operation;
    if (operation.model == "call")
        return write_call(target, content, request);
    row* const found =
        target.sid.empty() ? nullptr : store_.find(operation.model, target.sid, target.parent);
    if (!has_parent(target) || (!target.sid.empty() && !found))
        return not_found();
    if (std::optional<response> error = content.check(operation))
        return *std::move(error);
    if (operation.what == action::create)
        return create(target, content, request);
    if (operation.what == action::update)
        return update(target, *found, content);
    callbacks_.erase(found->sid);
    store_.remove(*found);
    return removed();
}

bool resources::has_parent(route const& target)
{
    if (target.parent.empty())
        return true;
    return target.operation->path.starts_with("/Calls/")
        ? calls_.find(target.parent).has_value()
        : store_.find("message", target.parent) != nullptr;
}

response resources::create(route const& target, form const& content, std::uint64_t request)
{
    if (target.operation->path.starts_with("/Calls/")
        && is_final(calls_.lifecycle(*calls_.find(target.parent)).status))
        return wrong_state("The call has ended");
    calls_.advance_clock(options_.clock_step);
    std::string_view const model = target.operation->model;
    row* const created = model == "recording"
        ? start_recording(target.parent, content, calls_.now())
        : store_.create(model_of(model), content, target.parent, calls_.now());
    if (!created)
        return error_response(503, 20503, "The sandbox has no room for another object");
    record_creation(model, created->sid, content, request);
    if (model == "call_stream")
        dependents_.emplace(target.parent, dependent{model, created->sid});
    if (model == "message")
    {
        add_callback(created->sid, content, "");
        schedule(model, created->sid, 0, calls_.now());
    }
    for (std::string_view const url : content.values("MediaUrl"))
    {
        if (!url.empty())
            store_.create(model_of("message_media"), form(), created->sid, calls_.now());
    }
    return row_response(*created, target.operation->success);
}

response resources::update(route const& target, row& changed, form const& content)
{
    if (content.has("Status") && is_over(changed))
        return wrong_state("The object has ended");
    calls_.advance_clock(options_.clock_step);
    store::update(changed, content, calls_.now());
    if (content.has("Status"))
        set_row_status(changed, content.value("Status"), calls_.now());
    return row_response(changed, target.operation->success);
}

response resources::write_call(route const& target, form& content, std::uint64_t request)
{
    operation_facts const& operation = *target.operation;
    std::optional<call_number> const number = calls_.find(target.sid);
    if (operation.what != action::create && !number)
        return not_found();
    if (std::optional<response> error = content.check(operation))
        return *std::move(error);
    if (operation.what == action::update)
        return update_call(*number, content, request);
    if (operation.what == action::remove)
    {
        calls_.remove_call(*number);
        return removed();
    }
    call_number const created = calls_.create_call(
        created_call(std::string(content.value("To")), std::string(content.value("From"))),
        request);
    std::string const sid = calls_.sid_at(created);
    record_creation("call", sid, content, request);
    add_callback(sid, content, "");
    if (content.value("Record") == "true")
        to_record_.emplace(sid, content);
    send_call_webhook(created, "initiated", "initiated", calls_.now());
    schedule("call", sid, 0, calls_.now());
    return call_response(created, operation.success);
}

response resources::update_call(call_number number, form const& content, std::uint64_t request)
{
    using compat::call_status;
    call_status_value const status = calls_.lifecycle(number).status;
    std::string_view const wanted = content.value("Status");
    if ((!wanted.empty() || content.has("Url") || content.has("Twiml") || content.has("Laml"))
        && is_final(status))
        return wrong_state("The call has ended");
    if (wanted == "canceled" && status == call_status::in_progress)
        return wrong_state("The call is in progress");
    if (content.has("StatusCallback"))
        add_callback(calls_.sid_at(number), content, "");
    if (!wanted.empty())
    {
        calls_.advance_clock(options_.clock_step);
        calls_.set_status(
            number, wanted == "canceled" ? call_status::canceled : call_status::completed,
            calls_.now(), request);
    }
    return call_response(number, 200);
}

response resources::call_response(call_number number, int status) const
{
    std::string out;
    append_call(out, calls_.at(number));
    return json_response(status, std::make_shared<std::string const>(std::move(out)));
}

// One recording of each completed call among the newest initial ones.
void resources::add_recordings()
{
    constexpr std::size_t max_calls = 1000;
    generated_calls const& data = calls_.data();
    for (std::size_t i = std::min(data.size(), max_calls); i-- != 0;)
    {
        call_lifecycle const call = data.lifecycle(i);
        if (call.status != compat::call_status::completed)
            continue;
        keyed_random const random = data.random_of(i);
        row& added =
            *store_.create(model_of("recording"), form(), data.sid_at(i), call.date_created);
        bool const stereo = random.percent(random_key::recording_channels, 20);
        std::string_view const channels = stereo ? "2" : "1";
        added.set("channel", channels);
        added.set("channels", channels);
        added.set("date_updated", call.date_updated);
        if (call.start_time)
            added.set("start_time", *call.start_time);
        if (call.end_time)
            added.set("end_time", *call.end_time);
        added.set("duration", std::to_string(call.duration));
        if (call.price)
            added.set("price", stereo ? "-0.0050" : "-0.0025");
        added.set("source", "RecordVerb");
        added.set("status", "completed");
        added.set("trim", "do-not-trim");
    }
}

void resources::record_creation(
    std::string_view model, std::string_view sid, form const& content, std::uint64_t request)
{
    if (creations_.size() == max_creations)
        creations_.pop_front();
    creation& entry = creations_.emplace_back();
    entry.model = model;
    entry.sid = sid;
    entry.form = content.fields();
    entry.request_count = request;
}

} // namespace signalwire::sandbox::detail
