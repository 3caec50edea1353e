#include "app/keydeckctl/selection.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

Result<qsizetype> onlyOne(const Context &context, const Selection &selected)
{
    if (selected.size() == 1)
        return selected.front();
    return failure(ErrorCode::InvalidInput,
        u"%1 takes one key and there are %2 on standard input; see keydeckctl %1 --help."_s.arg(
            context.invocation.command->name, QString::number(selected.size())));
}

Result<> printTouched(
    const Context &context, const KeySet &before, const Selection &touched, const QString &verb)
{
    if (context.json())
        return print(QJsonDocument(QJsonObject{{verb, ids(before, touched)}}));
    QString lines;
    for (const qsizetype index : touched)
        lines += u"%1  %2\n"_s.arg(verb, idAndName(before.at(index)));
    return print(lines);
}

} // namespace keydeck
