#include "core/rules/lintfix.h"

#include "core/rules/validator.h"

#include <array>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

struct Advice
{
    QLatin1StringView id;
    QLatin1StringView sentence;
};
constexpr std::array Advices = {
    Advice{"limit-negative"_L1, "Only you know what the limit should be: edit it."_L1},
    Advice{"key-characters"_L1,
        "Give the person another key, and delete this one once it is not used any more."_L1},
    Advice{"key-whitespace"_L1,
        "Another record would have the same key without them: decide which one to keep, and delete "
        "the other."_L1},
    Advice{"name-missing"_L1, "Only you know whose key it is: give it a name."_L1},
    Advice{"name-characters"_L1, "Nothing of the name would be left: give it another one."_L1},
};

} // namespace

QString fixText(const FixedValue &value)
{
    const QString change = value.path.isEmpty()
        ? value.after
        : u"%1: %2 → %3"_s.arg(value.path, value.before, value.after);
    return value.remark.isEmpty() ? change : u"%1 (%2)"_s.arg(change, value.remark);
}

QString fixAdvice(const QString &findingId)
{
    for (const Advice &advice : Advices) {
        if (findingId == advice.id)
            return advice.sentence;
    }
    return u"Correct it in the record."_s;
}

QString zoneRemark(TimeForm form)
{
    return form == TimeForm::Zoneless ? u"read in this computer's time zone"_s : QString();
}

QString keyAsSent(const QString &key)
{
    QString sent = key;
    for (QString next = requestKey({}, sent); next != sent; next = requestKey({}, sent))
        sent = next;
    return sent;
}

} // namespace keydeck
