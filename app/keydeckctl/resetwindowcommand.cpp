#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/selection.h"
#include "core/command/resetwindows.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Those of the selected keys whose windows went.
Selection resetOnes(const EditOutcome &edit, const KeySet &keys, const Selection &selected)
{
    const auto windowsIn = [](const KeySet &state, const KeyRef &ref) {
        const qsizetype index = state.indexOf(ref);
        return index < 0 ? QByteArrayView() : state.at(index).value(KeyField::UsageWindows).text();
    };
    Selection reset;
    for (const qsizetype index : selected) {
        const KeyRef ref = keys.refAt(index);
        if (windowsIn(edit.before, ref) != windowsIn(edit.keys, ref))
            reset.push_back(index);
    }
    return reset;
}

} // namespace

Result<> runResetWindow(const Context &context)
{
    return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
        const ResetWindows command(targetsOf(keys, selected), context.clock.nowMs());
        return applyEdit(context, command).and_then([&](const EditOutcome &edit) {
            return printTouched(context, keys, resetOnes(edit, keys, selected), u"reset"_s);
        });
    });
}

} // namespace keydeck
