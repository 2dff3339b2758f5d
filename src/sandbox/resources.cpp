#include "sandbox/resources.hpp"

#include "sandbox/json_writer.hpp"
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

response wrong_state(operation_facts const& operation, std::string_view what, int status = 422)
{
    return refusal(operation, status, 21220, what);
}

std::string_view number_in(form const& content) noexcept
{
    return content.value(content.has("number") ? "number" : "PhoneNumber");
}

bool has_number(row_map const& rows, std::string_view number)
{
    return std::any_of(rows.begin(), rows.end(), [&](auto const& each) {
        return each.second.get("phone_number") == number;
    });
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
    add_seeds();
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

std::unique_ptr<collection> resources::list(route const& target, selection const& filter) const
{
    if (target.operation->model == "call")
        return std::make_unique<call_list>(calls_, filter);
    if (!has_parent(target))
        return nullptr;
    return std::make_unique<row_list>(store_.rows(target.operation->model), target.parent);
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
    return operation.what == action::update ? update(target, *found, content)
                                            : remove(target, *found);
}

bool resources::has_parent(route const& target) const
{
    if (target.parent.empty())
        return true;
    std::string_view const model = parent_model_of(target.operation->path).name;
    return model == "call" ? calls_.find(target.parent).has_value()
                           : store_.find(model, target.parent) != nullptr;
}

bool resources::parent_is_over(route const& target) const
{
    if (target.parent.empty())
        return false;
    std::string_view const model = parent_model_of(target.operation->path).name;
    return model == "call" ? is_final(calls_.lifecycle(*calls_.find(target.parent)).status)
                           : is_over(*store_.find(model, target.parent));
}

response resources::create(route const& target, form const& content, std::uint64_t request)
{
    operation_facts const& operation = *target.operation;
    if (parent_is_over(target))
        return wrong_state(operation, "What it is for has ended");
    std::string_view const number = number_in(content);
    if (operation.model == "phone_number" && has_number(store_.rows(operation.model), number))
        return refusal(operation, 422, 21422, "is not available", "PhoneNumber");
    calls_.advance_clock(options_.clock_step);
    row* const created = operation.model == "recording"
        ? start_recording(target.parent, content, calls_.now())
        : store_.create(operation.model, content, target.parent, calls_.now());
    if (!created)
        return error_response(503, 20503, "The sandbox has no room for another object");
    record_creation(operation.model, created->sid, content, request);
    finish_creation(*created, content);
    return row_response(*created, operation.success);
}

void resources::finish_creation(row& created, form const& content)
{
    std::string_view const model = created.model->name;
    if (model == "call_stream" || model == "conference_stream")
        dependents_.emplace(created.parent, dependent{model, created.sid});
    if (model != "recording" && content.has("StatusCallback"))
        add_callback(created.sid, content, "");
    if (model == "call_stream" || model == "conference_stream")
        send_row_webhook(created);
    schedule(model, created.sid, 0, calls_.now());
    if (model == "fax" && content.value("StoreMedia") == "false")
        created.set("media_url", std::nullopt);
    for (std::string_view const available : {"local_number", "toll_free_number"})
    {
        if (row const* const bought = store_.find(available, number_in(content)))
            store_.remove(*bought);
    }
    if (content.has("number"))
    {
        created.set("phone_number", content.value("number"));
        created.set("friendly_name", formatted(content.value("number")));
        created.set("origin", "hosted");
    }
    if (model != "message")
        return;
    for (std::string_view const url : content.values("MediaUrl"))
    {
        if (!url.empty())
            store_.create("message_media", form(), created.sid, calls_.now());
    }
}

response resources::update(route const& target, row& changed, form const& content)
{
    operation_facts const& operation = *target.operation;
    std::string_view const status = content.value("Status");
    if (is_over(changed) && operation.model != "message")
        return changed.get("status") == status ? row_response(changed, operation.success)
                                               : wrong_state(operation, "The object has ended");
    if (content.has("AccountSid") && !store_.find("account", content.value("AccountSid")))
        return refusal(operation, 422, 20001, "is not an account", "AccountSid");
    calls_.advance_clock(options_.clock_step);
    store::update(changed, content, calls_.now());
    changed.set("account_id", changed.get("account_sid"));
    if (!status.empty())
        set_row_status(changed, status, calls_.now());
    response result = row_response(changed, operation.success);
    if (operation.model == "queue_member")
    {
        std::string const queue = changed.parent;
        store_.remove(changed);
        count_members(queue);
    }
    return result;
}

response resources::remove(route const& target, row const& removed)
{
    operation_facts const& operation = *target.operation;
    row const* const fax = operation.model == "fax" ? &removed : store_.find("fax", target.parent);
    if (fax && !is_over(*fax))
        return wrong_state(operation, "The fax has not ended", 409);
    if (removed.get("current_size").value_or("0") != "0")
        return wrong_state(operation, "The queue is not empty");
    callbacks_.erase(removed.sid);
    if (operation.model == "participant")
        leave(removed);
    store_.remove(removed);
    return response(204, nullptr);
}

// Ends the conference of a participant who leaves if all have left, or are to leave too.
void resources::leave(row const& participant)
{
    row_map const& all = store_.rows("participant");
    bool const is_last = std::none_of(all.begin(), all.end(), [&](auto const& each) {
        return each.second.parent == participant.parent && each.second.sid != participant.sid
            && !is_over(each.second);
    });
    row& conference = *store_.find("conference", participant.parent);
    if (!is_over(conference) && (is_last || participant.get("end_conference_on_exit") == "true"))
        set_row_status(conference, "completed", calls_.now());
}

// Sets the members of a queue, and of who is in it, that depend on how many there are.
void resources::count_members(std::string_view queue)
{
    std::size_t count = 0;
    row_list const members(store_.rows("queue_member"), queue);
    for (std::optional<list_position> each = members.before(members.end()); each;
         each = members.before(*each))
        store_.at("queue_member", *each).set("position", std::to_string(++count));
    row& counted = *store_.find("queue", queue);
    counted.set("current_size", std::to_string(count));
    if (count == 0)
        counted.set("average_wait_time", "0");
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
        return update_call(target, *number, content, request);
    if (operation.what == action::remove)
    {
        calls_.remove_call(*number);
        return response(204, nullptr);
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

response resources::update_call(
    route const& target, call_number number, form const& content, std::uint64_t request)
{
    operation_facts const& operation = *target.operation;
    using compat::call_status;
    call_status_value const status = calls_.lifecycle(number).status;
    std::string_view const wanted = content.value("Status");
    // To end a call once more changes nothing.
    if (content.fields().size() == 1 && wanted == name_of(status))
        return call_response(number, 200);
    if ((!wanted.empty() || content.has("Url") || content.has("Twiml") || content.has("Laml"))
        && is_final(status))
        return wrong_state(operation, "The call has ended");
    if (wanted == "canceled" && status == call_status::in_progress)
        return wrong_state(operation, "The call is in progress");
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
