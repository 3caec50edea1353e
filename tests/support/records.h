// Single records for the tests of rules.
#pragma once

#include "core/store/keycodec.h"

#include <QFile>

namespace keydeck::test {

/// The key that a store with this one record holds. The text is JSON.
[[nodiscard]] inline ApiKey keyOf(const QByteArray &record)
{
    return decodeStore("{\"keys\":[" + record + "]}").at(0);
}

/// A file of tests/data, or of the folder that the environment variable names instead: for trying
/// more than is kept with the sources.
[[nodiscard]] inline QByteArray testData(const QString &name, const char *folderVariable)
{
    const QString folder = qEnvironmentVariable(
        folderVariable, QStringLiteral(KEYDECK_TEST_DATA) + QStringLiteral("/rules"));
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace keydeck::test
