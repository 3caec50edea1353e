#include "core/changes/shrinkage.h"

#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString Shrinkage::sentence() const
{
    const QString left = now == 0 ? u"has no keys any more"_s
        : now == 1                ? u"has 1 key left"_s
                                  : u"has %1 keys left"_s.arg(formatCount(double(now)));
    return u"The store %1 and had %2, which is what a wiped store looks like. Restore a "
           u"backup (`keydeckctl backup list`); or, if it is meant to be so, take it as it is "
           u"(`keydeckctl backup make`)."_s.arg(left, formatCount(double(before)));
}

QString Shrinkage::refusal() const
{
    return u"Nothing was changed. "_s + sentence();
}

ShrinkGuard::ShrinkGuard(const Command &command, std::optional<qint64> expected)
    : m_command(command)
    , m_expected(expected)
{ }

Result<KeySet> ShrinkGuard::apply(const KeySet &fresh) const
{
    const Shrinkage shrinkage{m_expected.value_or(0), fresh.size()};
    // What it can be told apart of an unusable store says little.
    if (fresh.isEditable() && shrinkage.isSuspicious())
        return failure(ErrorCode::StoreUnusable, shrinkage.refusal());
    return m_command.apply(fresh);
}

} // namespace keydeck
