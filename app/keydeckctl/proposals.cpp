#include "app/keydeckctl/proposals.h"

#include "core/rules/validator.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Puts the checked value of an option, if it was given, where it belongs.
template <typename Value, typename Check>
Result<> take(const Context &context, Option option, std::optional<Value> &into, Check check)
{
    if (!context.has(option))
        return {};
    auto checked = check(context.value(option));
    if (!checked)
        return failure(
            checked.error().code, u"%1: %2"_s.arg(optionName(option), checked.error().message));
    into = *std::move(checked);
    return {};
}

} // namespace

Result<Proposal> proposal(const Context &context)
{
    if (context.has(Option::Model) && context.has(Option::NoModel))
        return failure(ErrorCode::InvalidInput,
            u"--model and --no-model exclude each other: give one of them."_s);
    const auto expiry
        = [&](const QString &text) { return checkExpiry(text, context.clock.nowMs()); };

    Proposal proposal;
    return take(context, Option::Name, proposal.name, checkName)
        .and_then(
            [&] { return take(context, Option::Limit, proposal.tokenLimitPer5h, checkLimit); })
        .and_then([&] { return take(context, Option::Expires, proposal.expiryDate, expiry); })
        .and_then([&] { return take(context, Option::Model, proposal.model, checkModel); })
        .map([&] {
            if (context.has(Option::NoModel))
                proposal.model = QString();
            return proposal;
        });
}

} // namespace keydeck
